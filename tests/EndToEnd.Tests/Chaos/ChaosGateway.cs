using Tollgate.Testing;
using Tollgate.Tests.Gateways;
using Tollgate.UpstreamSimulator;

namespace Tollgate.Tests.Chaos;

/// <summary>SelfHost before two providers, each of which speaks with a voice of its own.</summary>
internal sealed class ChaosGateway : IAsyncDisposable
{
    /// <summary>The word that <see cref="Shaky"/> says. With the space after it, it is a token: a stream is never cut within it.</summary>
    public const string ShakyVoice = "odd";

    /// <summary>The word that <see cref="Steady"/> says.</summary>
    public const string SteadyVoice = "fit";

    private readonly GatewayUnderTest _gateway;

    private ChaosGateway(SimulatorHost shaky, SimulatorHost steady, GatewayUnderTest gateway) => (Shaky, Steady, _gateway) = (shaky, steady, gateway);

    /// <summary>Asked first under <c>priority</c>.</summary>
    public SimulatorHost Shaky { get; }

    public SimulatorHost Steady { get; }

    /// <summary>Requests that both have seen.</summary>
    public int UpstreamRequests => Shaky.Requests.Count + Steady.Requests.Count;

    /// <param name="time">Null for the system's.</param>
    /// <param name="strategy">Of the model.</param>
    /// <param name="hedgeAfterMs">Of the model; null: never.</param>
    public static async Task<ChaosGateway> StartAsync(ManualTimeProvider? time = null, string strategy = "priority", int? hedgeAfterMs = null)
    {
        var shaky = await SimulatorHost.StartAsync(new SimulatorOptions { Voice = ShakyVoice });
        var steady = await SimulatorHost.StartAsync(new SimulatorOptions { Voice = SteadyVoice });
        var gateway = new SelfHostGateway(time ?? TimeProvider.System)
        {
            Configure = _ => TestConfiguration.WithoutBudgets(ChaosConfiguration.For(shaky.OpenAIBaseUrl, steady.OpenAIBaseUrl, strategy, hedgeAfterMs: hedgeAfterMs)),
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
