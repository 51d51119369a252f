using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Configuration;
using Tollgate.Health;
using Tollgate.Health.Checks;
using Tollgate.Providers.Upstream;
using Tollgate.Routing.Circuits;
using Tollgate.Testing;
using Tollgate.Tests.Configuration;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Health;

public sealed class HealthCheckerTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _time = new();
    private readonly UpstreamHttp _http = new();
    private readonly CircuitBreakers _circuits;
    private readonly ProviderHealth _health;
    private LoopbackUpstream _upstream = null!;
    private int _status = 200;
    private readonly TaskCompletionSource<string> _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public HealthCheckerTests() => (_circuits, _health) = (TestCircuits.Create(_time), new ProviderHealth(_time));

    public async Task InitializeAsync() => _upstream = await LoopbackUpstream.StartAsync(http =>
    {
        http.Response.StatusCode = _status;
        _asked.TrySetResult($"{http.Request.Method} {http.Request.Path} {http.Request.Headers.Authorization}");
        return Task.CompletedTask;
    });

    public async Task DisposeAsync()
    {
        await _upstream.DisposeAsync();
        _http.Dispose();
    }

    [Fact]
    public async Task Check_WhenDue_AsksForTheModelsWithTheProvidersKey()
    {
        using var checker = await StartAsync("""{ "enabled": true, "intervalSeconds": 10 }""");
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("GET /v1/models Bearer sk-x", await _asked.Task);
    }

    [Fact]
    public async Task Check_OfAProviderThatFails_CountsIntoItsHealth()
    {
        (_status, var path) = (503, "/ping");
        using var checker = await StartAsync($$"""{ "enabled": true, "path": "{{path}}" }""");
        _time.Advance(TimeSpan.FromSeconds(1));
        await _asked.Task;

        await SeenAsync();
        Assert.Equal(1, _health.Summarize("p").Errors["upstream_error"]);
    }

    [Theory]
    [InlineData(401, false)]
    [InlineData(500, true)]
    public async Task Check_OfAHalfOpenCircuit_IsItsTrial(int status, bool isOpen)
    {
        var source = Source("""{ "enabled": true, "intervalSeconds": 60 }""");
        var deployment = source.Current.Models["m"].Targets[0].Deployment;
        var options = source.Current.Circuits;
        for (var i = 0; i < options.FailureThreshold; i++)
        {
            _circuits.Saw(deployment, options, isFailure: true, "upstream_timeout");
        }

        _time.Advance(options.RecoveryTimeout);
        _status = status;
        using var checker = Create(source);
        await checker.StartAsync(CancellationToken.None);
        await _time.WhenArmedAsync(1);
        _time.Advance(TimeSpan.FromSeconds(1));
        await _asked.Task;
        await SeenAsync();

        await UntilAsync(() => _circuits.Report("p", options).Status == (isOpen ? CircuitStatus.Open : CircuitStatus.Closed));
    }

    [Theory]
    [InlineData("""{ "enabled": false }""")]
    [InlineData("{}")]
    public async Task Check_Off_AsksNobody(string check)
    {
        using var checker = await StartAsync(check);
        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(0, _health.Summarize("p").Requests);
        Assert.False(_asked.Task.IsCompleted);
    }

    [Theory]
    [InlineData("models")]
    [InlineData("//elsewhere.test")]
    [InlineData("http://elsewhere.test/")]
    public void Configuration_APathThatLeadsElsewhere_IsRefused(string path) => Assert.Contains(
        TestInputs.Errors($$"""{ "providers": { "p": { "type": "custom", "baseUrl": "http://a.test/v1", "models": [{ "id": "m", "price": { "input": 1, "output": 1 } }], "healthCheck": { "path": "{{path}}" } } } }"""),
        error => error.StartsWith("providers.p.healthCheck.path", StringComparison.Ordinal));

    private async Task<HealthChecker> StartAsync(string check)
    {
        var checker = Create(Source(check));
        await checker.StartAsync(CancellationToken.None);
        await _time.WhenArmedAsync(1);
        return checker;
    }

    private HealthChecker Create(ConfigurationSource source) => new(source, new ProviderCheck(_http, _time), _health, _circuits, _time);

    private ConfigurationSource Source(string check) => ConfigurationSource.Open(
        TestInputs.Create($$"""
            {
              "providers": {
                "p": {
                  "type": "custom", "baseUrl": "{{_upstream.BaseUrl}}", "apiKey": "sk-x", "healthCheck": {{check}},
                  "models": [{ "id": "m", "price": { "input": 1, "output": 1 } }]
                }
              }
            }
            """),
        NullLogger<ConfigurationSource>.Instance);

    /// <summary>The answer is taken in a moment after it was given.</summary>
    private Task SeenAsync() => UntilAsync(() => _health.Summarize("p").Requests > 0);

    private static async Task UntilAsync(Func<bool> isSo)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(20), "it did not come about");
            await Task.Yield();
        }
    }
}
