using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Configuration;
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
    private readonly CheckResults _results;
    private LoopbackUpstream _upstream = null!;
    private ConfigurationSource? _source;
    private HealthChecker? _checker;
    private int _status = 200;
    private readonly TaskCompletionSource<string> _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public HealthCheckerTests() => (_circuits, _results) = (TestCircuits.Create(_time), new CheckResults(_time));

    public async Task InitializeAsync() => _upstream = await LoopbackUpstream.StartAsync(http =>
    {
        http.Response.StatusCode = _status;
        _asked.TrySetResult($"{http.Request.Method} {http.Request.Path} {http.Request.Headers.Authorization}");
        return Task.CompletedTask;
    });

    public async Task DisposeAsync()
    {
        _checker?.Dispose();
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

    [Theory]
    [InlineData("custom", "Authorization", "Bearer sk-x")]
    [InlineData("azure-openai", "api-key", "sk-x")]
    [InlineData("anthropic", "x-api-key", "sk-x")]
    [InlineData("anthropic", "anthropic-version", "2023-06-01")]
    [InlineData("gemini", "x-goog-api-key", "sk-x")]
    [InlineData("bedrock", "Authorization", "")]
    public async Task Check_OfEachWire_CarriesTheKeyAsRequestsDo(string type, string header, string value)
    {
        var told = "";
        await using var upstream = await LoopbackUpstream.StartAsync(http =>
        {
            told = http.Request.Headers[header].ToString();
            return Task.CompletedTask;
        });
        var provider = Source("""{ "enabled": true }""", type, upstream.BaseUrl).Current.Providers["p"];

        await new ProviderCheck(_http, _time).AskAsync(provider, provider.HealthCheck!, CancellationToken.None);

        Assert.Equal(value, told);
    }

    [Theory]
    [InlineData("custom", 200, null, true)]
    [InlineData("custom", 404, null, false)]
    [InlineData("custom", 429, null, false)]
    [InlineData("custom", 401, "upstream_authentication_failed", false)]
    [InlineData("custom", 403, "upstream_authentication_failed", false)]
    [InlineData("custom", 503, "upstream_error", false)]
    [InlineData("bedrock", 403, null, false)]
    public async Task Check_ByStatus_TellsWhatIsWrong(string type, int status, string? failure, bool isServed)
    {
        _status = status;
        var provider = Source("""{ "enabled": true }""", type, _upstream.BaseUrl).Current.Providers["p"];

        var answer = await new ProviderCheck(_http, _time).AskAsync(provider, provider.HealthCheck!, CancellationToken.None);

        Assert.Equal(new CheckAnswer(failure, isServed), answer);
    }

    [Fact]
    public async Task Check_OfAProviderThatFails_IsTold()
    {
        (_status, var path) = (503, "/ping");
        using var checker = await StartAsync($$"""{ "enabled": true, "path": "{{path}}" }""");
        _time.Advance(TimeSpan.FromSeconds(1));
        await _asked.Task;

        await SeenAsync();
        Assert.Equal(("upstream_error", 1), (_results.Last("p")!.Failure, _results.Last("p")!.FailuresInARow));
    }

    /// <summary>A check that was turned away for its key closed the circuit that the key had opened, and so on for ever.</summary>
    [Theory]
    [InlineData(200, CircuitStatus.Closed)]
    [InlineData(401, CircuitStatus.Open)]
    [InlineData(500, CircuitStatus.Open)]
    internal async Task Check_OfAHalfOpenCircuit_IsItsTrial(int status, CircuitStatus after)
    {
        var options = await CheckHalfOpenAsync(status);

        await UntilAsync(() => _circuits.Report("p", options).Status == after);
    }

    [Fact]
    public async Task Check_ThatIsDeclined_LeavesTheTrialToARequest()
    {
        var options = await CheckHalfOpenAsync(404);
        var deployment = _source!.Current.Models["m"].Targets[0].Deployment;

        using var pass = await _circuits.EnterAsync(deployment, options, CancellationToken.None);

        Assert.True(pass.IsTrial);
    }

    [Fact]
    public async Task Check_SwitchedOffAfterFailures_IsForgotten()
    {
        for (var i = 0; i < CheckResult.FailingAfter; i++)
        {
            _results.Record("gone", TimeSpan.Zero, "upstream_timeout");
        }

        using var checker = await StartAsync("""{ "enabled": true }""");
        _time.Advance(TimeSpan.FromSeconds(1));
        await SeenAsync();

        Assert.False(_results.IsFailing("gone"));
        Assert.Null(_results.Last("gone"));
    }

    [Theory]
    [InlineData("""{ "enabled": false }""")]
    [InlineData("{}")]
    public async Task Check_Off_AsksNobody(string check)
    {
        using var checker = await StartAsync(check);
        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.Null(_results.Last("p"));
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

    private HealthChecker Create(ConfigurationSource source) => new(source, new ProviderCheck(_http, _time), _results, _circuits, _time, NullLogger<HealthChecker>.Instance);

    /// <summary>A circuit that is half open is checked once.</summary>
    private async Task<CircuitOptions> CheckHalfOpenAsync(int status)
    {
        _source = Source("""{ "enabled": true, "intervalSeconds": 60 }""");
        var deployment = _source.Current.Models["m"].Targets[0].Deployment;
        var options = _source.Current.Circuits;
        for (var i = 0; i < options.FailureThreshold; i++)
        {
            _circuits.Saw(deployment, options, isFailure: true, "upstream_authentication_failed");
        }

        _time.Advance(options.RecoveryTimeout);
        _status = status;
        _checker = Create(_source);
        await _checker.StartAsync(CancellationToken.None);
        await _time.WhenArmedAsync(1);
        _time.Advance(TimeSpan.FromSeconds(1));
        await _asked.Task;
        await SeenAsync();
        return options;
    }

    private ConfigurationSource Source(string check, string type = "custom", Uri? baseUrl = null) => ConfigurationSource.Open(
        TestInputs.Create($$"""
            {
              "providers": {
                "p": {
                  "type": "{{type}}", "baseUrl": "{{baseUrl ?? _upstream.BaseUrl}}", "apiKey": "sk-x", "healthCheck": {{check}},
                  "models": [{ "id": "m", "price": { "input": 1, "output": 1 } }]
                }
              }
            }
            """),
        NullLogger<ConfigurationSource>.Instance);

    /// <summary>The answer is taken in a moment after it was given.</summary>
    private Task SeenAsync() => UntilAsync(() => _results.Last("p") is not null);

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
