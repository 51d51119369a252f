using Tollgate.SelfHost.State;
using Tollgate.Testing;

namespace Tollgate.Tests.Support;

/// <summary>What the tests of the store share: a directory, a disk, a clock and a log, and stores opened over them.</summary>
internal sealed class StoreBench : IAsyncDisposable
{
    private readonly List<FileEntityStore> _stores = [];

    public TemporaryDirectory Directory { get; private set; } = new();

    public FaultyDisk Disk { get; } = new();

    public ManualTimeProvider Time { get; } = new();

    public RecordingLogger<FileEntityStore> Logger { get; } = new();

    public FileEntityStoreOptions Options { get; init; } = new();

    public string Journal(int generation = 1) => Directory.File($"journal-{generation:D8}.log");

    public FileEntityStore Open(EntityCatalogue? catalogue = null)
    {
        var options = Options with { Directory = Directory.Path };
        var store = FileEntityStore.Open(options, catalogue ?? new EntityCatalogue().Add<TallyState>(), Time, Logger, Disk.Open);
        _stores.Add(store);
        return store;
    }

    /// <summary>Goes on with what a crash at this moment would leave; stores already open keep the directory that was.</summary>
    /// <param name="afterwards">What the stores need to come to their end when the test holds them up.</param>
    public async Task CrashAsync(Action? afterwards = null)
    {
        var left = Directory;
        Directory = left.Copy();
        afterwards?.Invoke();
        await CloseAsync();
        left.Dispose();
    }

    /// <summary>Closes all stores in order.</summary>
    public async Task CloseAsync()
    {
        foreach (var store in _stores)
        {
            await store.DisposeAsync();
        }

        _stores.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        Disk.ReleaseWrites();
        await CloseAsync();
        Disk.Dispose();
        Directory.Dispose();
    }
}
