using Tollgate.Tests.Budgets;
using Tollgate.Tests.Gateways;
using Tollgate.UpstreamSimulator;

namespace Tollgate.Tests.Processes;

public sealed class BudgetKillTests
{
    private const int Clients = 16;
    private const decimal Budget = 1;
    private const decimal CostOfAnAnswer = 10 * BudgetConfiguration.UsdPerToken;
    private static readonly string Body = Ask.Body("Tell me all about rivers and the sea", "chat", ("max_tokens", 10), ("stream", true));

    [Fact]
    public async Task Kill_UnderLoad_DoesNotOverspendTheBudgetNorLoseIt()
    {
        using var directory = new TemporaryDirectory();
        await using var simulator = await SimulatorHost.StartAsync();
        var environment = await ConfigureAsync(directory, simulator);
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

        // Each client had at most one request under way, which may have been billed or not.
        Assert.InRange(Billed(simulator), Budget - (Clients * CostOfAnAnswer), Budget);
    }

    [Fact]
    public async Task Kill_BetweenRequests_LosesNothingOfTheBudget()
    {
        using var directory = new TemporaryDirectory();
        await using var simulator = await SimulatorHost.StartAsync();
        var environment = await ConfigureAsync(directory, simulator);
        await using (var process = await SelfHostProcess.StartAsync(directory.Path, environment))
        {
            using var client = new ProcessClient(process.BaseAddress, TestKeys.Alpha);
            for (var i = 0; i < 30; i++)
            {
                using var response = await client.ChatAsync(Body);
                response.EnsureSuccessStatusCode();
            }

            await process.KillAsync();
        }

        await using (var process = await SelfHostProcess.StartAsync(directory.Path, environment))
        {
            using var client = new ProcessClient(process.BaseAddress, TestKeys.Alpha);
            var day = (await client.GetAsync("/v1/budgets")).GetProperty("data").EnumerateArray().Single(budget => budget.GetProperty("window").GetString() == "day");
            Assert.Equal(30 * CostOfAnAnswer, Billed(simulator));
            Assert.Equal(Billed(simulator), day.GetProperty("spent").GetDecimal());
            Assert.Equal(Budget - Billed(simulator), day.GetProperty("remaining").GetDecimal());
        }
    }

    private static async Task<Dictionary<string, string>> ConfigureAsync(TemporaryDirectory directory, SimulatorHost simulator)
    {
        var configuration = BudgetConfiguration.With($"\"budget\": {{ \"daily\": {Budget} }}")(TestConfiguration.For(simulator.OpenAIBaseUrl));

        // The line that says where it listens is no error.
        await File.WriteAllTextAsync(
            directory.File("gateway.json"), configuration.Replace("\"level\": \"error\"", "\"level\": \"info\"", StringComparison.Ordinal));
        return TestConfiguration.Settings.ToDictionary(setting => setting.Key, setting => setting.Value!);
    }

    private static decimal Billed(SimulatorHost simulator) => simulator.BilledUsage.CompletionTokens * BudgetConfiguration.UsdPerToken;

    /// <summary>Asks until the budget refuses or the process is gone.</summary>
    private static async Task SpendAsync(SelfHostProcess process)
    {
        using var client = new ProcessClient(process.BaseAddress, TestKeys.Alpha);
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            try
            {
                for (var isAdmitted = true; isAdmitted;)
                {
                    using var response = await client.ChatAsync(Body);
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
