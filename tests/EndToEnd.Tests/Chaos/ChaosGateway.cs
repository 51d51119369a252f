using Tollgate.Testing;
using Tollgate.Tests.Gateways;
using Tollgate.UpstreamSimulator;

namespace Tollgate.Tests.Chaos;

/// <summary>SelfHost before two providers, each of which speaks with a voice of its own.</summary>
internal sealed class ChaosGateway : IAsyncDisposable
{
    private readonly GatewayUnderTest _gateway;

    private ChaosGateway(SimulatorHost shaky, SimulatorHost steady, GatewayUnderTest gateway) => (Shaky, Steady, _gateway) = (shaky, steady, gateway);

    /// <summary>Asked first under <c>priority</c>. Says "shaky".</summary>
    public SimulatorHost Shaky { get; }

    /// <summary>Says "steady".</summary>
    public SimulatorHost Steady { get; }

    /// <summary>Requests that both have seen.</summary>
    public int UpstreamRequests => Shaky.Requests.Count + Steady.Requests.Count;

    /// <param name="time">Null for the system's.</param>
    /// <param name="strategy">Of the model.</param>
    public static async Task<ChaosGateway> StartAsync(ManualTimeProvider? time = null, string strategy = "priority")
    {
        var shaky = await SimulatorHost.StartAsync(new SimulatorOptions { Voice = "shaky" });
        var steady = await SimulatorHost.StartAsync(new SimulatorOptions { Voice = "steady" });
        var gateway = new SelfHostGateway(time ?? TimeProvider.System)
        {
            Configure = _ => TestConfiguration.WithoutBudgets(ChaosConfiguration.For(shaky.OpenAIBaseUrl, steady.OpenAIBaseUrl, strategy)),
        };
        await gateway.InitializeAsync();
        return new ChaosGateway(shaky, steady, gateway);
    }

    public async Task<ChaosReply> AskAsync(bool stream = false) => new(await _gateway.SendAsync(stream ? Ask.Stream("Hi", "robust") : Ask.Whole("Hi", "robust")));

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await Shaky.DisposeAsync();
        await Steady.DisposeAsync();
    }
}
