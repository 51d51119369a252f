using Tollgate.Tests.Budgets;
using Tollgate.Tests.Gateways;
using Tollgate.UpstreamSimulator;

namespace Tollgate.Tests.Processes;

public sealed class BudgetKillTests
{
    private const int Clients = 16;
    private const decimal Budget = 1;

    [Fact]
    public async Task Kill_UnderLoad_DoesNotOverspendTheBudgetAfterTheRestart()
    {
        using var directory = new TemporaryDirectory();
        await using var simulator = await SimulatorHost.StartAsync();
        var configuration = BudgetConfiguration.With($"\"budget\": {{ \"daily\": {Budget} }}")(TestConfiguration.For(simulator.OpenAIBaseUrl));

        // The line that says where it listens is no error.
        await File.WriteAllTextAsync(
            directory.File("gateway.json"), configuration.Replace("\"level\": \"error\"", "\"level\": \"info\"", StringComparison.Ordinal));
        var environment = TestConfiguration.Settings.ToDictionary(setting => setting.Key, setting => setting.Value!);

        await using (var process = await SelfHostProcess.StartAsync(directory.Path, environment))
        {
            var load = SpendAsync(process);
            await simulator.WaitForRequestAsync(20);
            await process.KillAsync();
            await load;
        }

        await using (var process = await SelfHostProcess.StartAsync(directory.Path, environment))
        {
            await SpendAsync(process);
        }

        Assert.InRange(simulator.BilledUsage.CompletionTokens * BudgetConfiguration.UsdPerToken, 0.2m, Budget);
    }

    /// <summary>Asks until the budget refuses or the process is gone.</summary>
    private static async Task SpendAsync(SelfHostProcess process)
    {
        using var client = new ProcessClient(process.BaseAddress, TestKeys.Alpha);
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            try
            {
                var body = Ask.Body("Tell me all about rivers and the sea", "chat", ("max_tokens", 10), ("stream", true));
                for (var isAdmitted = true; isAdmitted;)
                {
                    using var response = await client.ChatAsync(body);
                    isAdmitted = response.IsSuccessStatusCode;
                }
            }
            catch (HttpRequestException)
            {
                // The process was killed: that is the end of it.
            }
        }));
    }
}
