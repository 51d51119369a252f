using System.IO.MemoryMappedFiles;
using System.Text.Json;
using Tollgate.Quotas.Ledger;
using Tollgate.SelfHost.State;
using Tollgate.State;

namespace Tollgate.SelfHost.Leases;

/// <summary>
/// The trail as a file mapped into memory: a note costs no more than a write to memory, and outlives a kill of the process, as the
/// journal does. A restart of the machine may lose the latest notes, so they are only believed within one boot of it.
/// </summary>
internal sealed class LeaseTrail : ILeaseTrail, IDisposable
{
    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly string _boot;
    private readonly HashSet<SliceSlot> _used = [];
    private readonly Stack<int> _free = new(Enumerable.Range(0, TrailFormat.Slots).Reverse());
    private MemoryMappedFile? _map;
    private MemoryMappedViewAccessor? _file;

    /// <param name="path">The file.</param>
    /// <param name="boot">Names the machine's boot.</param>
    public LeaseTrail(string path, string boot) => (_path, _boot) = (path, boot);

    /// <summary>What the process before this one had spent; empty where there was none, null where it cannot be told.</summary>
    public IReadOnlyList<NotedSpending>? ReadPredecessor()
    {
        try
        {
            return File.Exists(_path) ? TrailFormat.Read(File.ReadAllBytes(_path), _boot) : [];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Starts this process's own trail in place of the one before.</summary>
    public void Begin()
    {
        // Written out, not only made long: a mapped page for which the disk has no room would kill the process.
        var temporary = _path + ".tmp";
        using (var file = OwnerOnly.OpenFile(temporary, FileMode.Create, FileShare.None))
        {
            file.Write(TrailFormat.Create(_boot));
        }

        File.Move(temporary, _path, overwrite: true);
        lock (_gate)
        {
            _map = MemoryMappedFile.CreateFromFile(_path, FileMode.Open);
            _file = _map.CreateViewAccessor(0, TrailFormat.Size);
        }
    }

    /// <summary>An orderly end: where every lease is closed, nobody needs to look for what it had spent.</summary>
    public void End()
    {
        lock (_gate)
        {
            if (_used.Count == 0)
            {
                File.Delete(_path);
            }
        }
    }

    public ISliceTrail? Open(EntityKey account, string lease, string quota, long window)
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(
            new NotedSlice { Kind = account.Kind, Account = account.Id, Lease = lease, Quota = quota, Window = window });
        lock (_gate)
        {
            if (_file is null)
            {
                return null;
            }

            if (text.Length > TrailFormat.LongestText || !_free.TryPop(out var number))
            {
                _file.Write(TrailFormat.OverflowAt, (byte)1);
                return null;
            }

            var offset = TrailFormat.OffsetOf(number);
            _file.Write(offset + TrailFormat.SettledAt, 0L);
            _file.Write(offset + TrailFormat.HeldAt, 0L);
            _file.Write(offset + TrailFormat.LengthAt, text.Length);
            _file.WriteArray(offset + TrailFormat.TextAt, text, 0, text.Length);
            _file.Write(offset + TrailFormat.UsedAt, (byte)1);
            var slot = new SliceSlot(_file, offset, lease, used => Free(used, number));
            _used.Add(slot);
            return slot;
        }
    }

    public void Forget(string lease)
    {
        SliceSlot[] slots;
        lock (_gate)
        {
            slots = [.. _used.Where(slot => slot.Lease == lease)];
        }

        foreach (var slot in slots)
        {
            slot.Forget();
        }
    }

    public void Dispose()
    {
        _file?.Dispose();
        _map?.Dispose();
    }

    private void Free(SliceSlot slot, int number)
    {
        lock (_gate)
        {
            _used.Remove(slot);
            _free.Push(number);
        }
    }
}
