using System.IO.MemoryMappedFiles;
using Tollgate.Quotas.Ledger;

namespace Tollgate.SelfHost.Leases;

/// <summary>One slot of the trail. A holder may outlive the slot, whose place then belongs to another slice.</summary>
internal sealed class SliceSlot(MemoryMappedViewAccessor file, long offset, string lease, Action<SliceSlot> free) : ISliceTrail
{
    private readonly Lock _gate = new();
    private long _settled;
    private long _held;
    private bool _isForgotten;

    public string Lease { get; } = lease;

    public long Offset { get; } = offset;

    /// <summary>False too once the process is at its end and the file is closed.</summary>
    private bool IsNoted => !_isForgotten && file.CanWrite;

    public void Take(long amount)
    {
        lock (_gate)
        {
            if (IsNoted)
            {
                file.Write(Offset + TrailFormat.HeldAt, _held += amount);
            }
        }
    }

    public void Settle(long held, long billed)
    {
        lock (_gate)
        {
            if (IsNoted)
            {
                // In this order: a crash in between counts something twice rather than never.
                file.Write(Offset + TrailFormat.SettledAt, _settled += billed);
                file.Write(Offset + TrailFormat.HeldAt, _held -= held);
            }
        }
    }

    public void Forget()
    {
        lock (_gate)
        {
            if (!IsNoted)
            {
                return;
            }

            _isForgotten = true;
            file.Write(Offset + TrailFormat.UsedAt, (byte)0);
        }

        free(this);
    }
}
