using Tollgate.SelfHost.State;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.State;

public sealed class ProcessTests : IAsyncLifetime
{
    private readonly StoreBench _bench = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task Kill_UnderLoad_LosesNoAcknowledgedOperation()
    {
        for (var round = 1; round <= 2; round++)
        {
            using var writer = new WriterProcess(_bench.Directory.File($"{round}"), awaitedAcknowledgements: 3000);
            await writer.Writing;
            var ids = await writer.KillAsync();

            await using var store = OpenKilled(round);
            for (var worker = 0; worker < WriterProgram.Workers; worker++)
            {
                var applied = await store.ReadIdsAsync($"{worker}");
                Assert.Equal(applied.Distinct(), applied);
                Assert.Empty(ids.Where(id => id.StartsWith($"{worker}:", StringComparison.Ordinal)).Except(applied));
            }
        }
    }

    [Fact]
    public async Task Open_DirectoryOfALivingProcess_IsRefusedUntilItIsKilled()
    {
        var directory = _bench.Directory.File("1");
        using var first = new WriterProcess(directory, awaitedAcknowledgements: 1);
        await first.Writing;

        var error = Assert.Throws<StateDirectoryInUseException>(() => OpenKilled(1));
        Assert.Contains($"process {first.Id}", error.Message, StringComparison.Ordinal);
        using var second = new WriterProcess(directory, awaitedAcknowledgements: 1);
        var (exitCode, errors) = await second.WaitAsync();
        Assert.Equal(1, exitCode);
        Assert.Contains($"process {first.Id}", errors, StringComparison.Ordinal);

        await first.KillAsync();
        await OpenKilled(1).DisposeAsync();
    }

    private FileEntityStore OpenKilled(int round) => FileEntityStore.Open(
        new FileEntityStoreOptions { Directory = _bench.Directory.File($"{round}") },
        new EntityCatalogue().Add<TallyState>(),
        TimeProvider.System,
        _bench.Logger);
}
