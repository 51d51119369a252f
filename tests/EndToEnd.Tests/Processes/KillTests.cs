using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Processes;

public sealed class KillTests
{
    private const int Clients = 32;
    private const int ResponsesBeforeTheKill = 400;

    [Fact]
    public async Task Kill_UnderLoad_LosesNoUsageOfAResponseThatHadEnded()
    {
        using var directory = new TemporaryDirectory();
        string key;
        ClientCrowd crowd;
        await using (var process = await SelfHostProcess.StartAsync(directory.Path))
        {
            key = await process.ReadKeyAsync();
            using var client = new ProcessClient(process.BaseAddress, key);
            crowd = new ClientCrowd(client, Clients);
            var load = crowd.RunAsync();
            await Eventually.IsTrueAsync(() => crowd.Ended >= ResponsesBeforeTheKill, "the load is under way");
            await process.KillAsync();
            await load;
        }

        var afterKill = await ReadUsageAsync(directory, key);
        Assert.InRange(afterKill.Requests, crowd.Ended, crowd.Started);
        Assert.Equal(afterKill, await ReadUsageAsync(directory, key));
    }

    /// <summary>Starts the process anew, asks it, and stops it as it should be.</summary>
    private static async Task<UsageFigures> ReadUsageAsync(TemporaryDirectory directory, string key)
    {
        await using var process = await SelfHostProcess.StartAsync(directory.Path);
        using var client = new ProcessClient(process.BaseAddress, key);
        var usage = await client.UsageAsync();
        Assert.Equal(0, await process.StopAsync());
        return usage;
    }
}
