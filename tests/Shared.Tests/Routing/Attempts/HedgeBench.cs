using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text;
using Tollgate.Configuration;
using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Providers;
using Tollgate.Providers.Upstream;
using Tollgate.Quotas;
using Tollgate.Routing.Options;
using Tollgate.Tests.Pipeline;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Routing.Attempts;

/// <summary>The real pipeline before three targets, <c>a</c>, <c>b</c> and <c>c</c>, each of which answers when and as the test says.</summary>
internal sealed class HedgeBench
{
    public static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    /// <summary>A dollar a million tokens in, ten out.</summary>
    public static readonly TokenUsage Told = new() { Input = 10, Output = 2 };

    private readonly ConcurrentDictionary<string, Call> _calls = new();

    /// <param name="hedging">Of the model; null: none.</param>
    /// <param name="retries">Null: the usual ones.</param>
    /// <param name="quotas">Null: none.</param>
    /// <param name="before">Called before the client is told anything.</param>
    /// <param name="mayThink">The targets' models may think without showing it.</param>
    public HedgeBench(HedgingOptions? hedging, RetryOptions? retries = null, IQuotaCatalogue? quotas = null, Action<string>? before = null, bool mayThink = false)
    {
        Harness = new PipelineHarness(AnswerAsync, quotas)
        {
            Configuration = ConfigurationOf(hedging, retries ?? new RetryOptions { Backoff = TimeSpan.Zero }, quotas, mayThink),
            Reply = new RecordingReply { Before = before ?? (_ => { }) },
        };
    }

    public PipelineHarness Harness { get; }

    /// <summary>Timers that are armed while there is no request.</summary>
    public int IdleTimers { get; private set; }

    /// <summary>What the second attempt has to wait for.</summary>
    public static HedgingOptions Hedging => new() { Delay = Delay };

    /// <summary>A streamed request until the first target has been waited for long enough.</summary>
    public async Task<Task> LateAsync(bool stream = true)
    {
        IdleTimers = Harness.Time.ArmedTimers;
        var running = Harness.RunAsync(stream);
        await Of("a").Asked.Task;

        // The request's deadline, and the second target's turn.
        await Harness.Time.WhenArmedAsync(IdleTimers + 2);
        Harness.Time.Advance(Delay);
        return running;
    }

    /// <summary>The same under limits: the account is asked for its lease before the first target is.</summary>
    public async Task<Task> LateUnderLimitsAsync(string more)
    {
        IdleTimers = Harness.Time.ArmedTimers;
        var running = Harness.RunAsync(stream: true, more);
        await AdvanceUntilAsync(Of("a").Asked.Task);
        await Harness.Time.WhenArmedAsync(IdleTimers + 2);
        Harness.Time.Advance(Delay);
        return running;
    }

    /// <summary>Lets time pass for whoever waits for the account, as long as it takes. Beside such a wait the deadline is armed.</summary>
    public async Task AdvanceUntilAsync(Task happened)
    {
        while (await Task.WhenAny(happened, Harness.Time.WhenArmedAsync(IdleTimers + 2)) != happened)
        {
            Harness.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }
    }

    /// <summary>The same, until the second one has been asked too.</summary>
    public async Task<Task> RacingAsync()
    {
        var running = await LateAsync();
        await Of("b").Asked.Task;
        return running;
    }

    public Call Of(string provider) => _calls.GetOrAdd(provider, static _ => new Call());

    /// <summary>Completes when a provider's failure is taken in.</summary>
    public Task FailureOf(string provider) => MeasuredOf(provider, "llm_provider_errors_total");

    /// <summary>Completes when an attempt at a provider is over, whoever is to blame.</summary>
    public Task EndOf(string provider) => MeasuredOf(provider, "llm_provider_requests_total");

    private Task MeasuredOf(string provider, string name)
    {
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter == Harness.Metrics.Meter && instrument.Name == name)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            if (tags.ToArray().Contains(KeyValuePair.Create<string, object?>("provider", provider)))
            {
                failed.TrySetResult();
            }
        });
        listener.Start();
        return failed.Task;
    }

    /// <summary>The next asking of a provider waits anew.</summary>
    public void Forget(string provider) => _calls.TryRemove(provider, out _);

    private async Task<ProviderAnswer> AnswerAsync(PipelineHarness harness, Attempt attempt, CancellationToken cancellation)
    {
        var name = attempt.Deployment.Provider.Name;
        var call = Of(name);
        call.Asked.TrySetResult();
        return await call.WaitAsync(call.Answer.Task, cancellation) switch
        {
            "ok" when !attempt.Request.Facts.Stream => new WholeAnswer(Encoding.UTF8.GetBytes(name), Told),
            "ok" => new ScriptedStream(it => StreamAsync(it, name, call, cancellation)),
            "400" => throw new UpstreamException(Refusal.Invalid("upstream_rejected_request", "no")),
            _ => throw new UpstreamException(Refusal.Upstream("upstream_error", "down", 503)) { Usage = Told },
        };
    }

    private static async IAsyncEnumerable<StreamEvent> StreamAsync(ScriptedStream stream, string name, Call call, [EnumeratorCancellation] CancellationToken cancellation)
    {
        yield return stream.Content($"{name}1");
        await call.WaitAsync(call.Rest.Task, cancellation);
        yield return stream.Content($"{name}2");
        yield return stream.UsageEvent(Told);
        yield return ScriptedStream.Done;
    }

    private static GatewayConfiguration ConfigurationOf(HedgingOptions? hedging, RetryOptions retries, IQuotaCatalogue? quotas, bool mayThink)
    {
        RouteTarget[] targets = [Target("a", mayThink), Target("b", mayThink), Target("c", mayThink)];
        var configuration = TestGateway.Configuration(targets[0].Deployment, quotas: quotas);
        return configuration with
        {
            Models = new Dictionary<string, Model> { ["m"] = new() { Name = "m", Targets = targets, Hedging = hedging } }.ToFrozenDictionary(),
            Routing = new RoutingOptions { Retries = retries },
        };
    }

    private static RouteTarget Target(string provider, bool mayThink)
    {
        var capabilities = ModelCapabilities.Chat | ModelCapabilities.Streaming | (mayThink ? ModelCapabilities.Reasoning : ModelCapabilities.None);
        return TestGateway.Target(provider, capabilities);
    }

    /// <summary>One asking of one provider.</summary>
    internal sealed class Call
    {
        public TaskCompletionSource Asked { get; } = New();

        /// <summary>Nobody waits for it any more.</summary>
        public TaskCompletionSource Stopped { get; } = New();

        /// <summary>What it answers: <c>ok</c>, <c>400</c> or <c>503</c>.</summary>
        public TaskCompletionSource<string> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>What comes behind its first content.</summary>
        public TaskCompletionSource<bool> Rest { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void AnswerInFull()
        {
            Rest.TrySetResult(true);
            Answer.TrySetResult("ok");
        }

        /// <summary>Waits like a provider that notices when it is given up.</summary>
        public async Task<T> WaitAsync<T>(Task<T> step, CancellationToken cancellation)
        {
            try
            {
                return await step.WaitAsync(cancellation);
            }
            catch (OperationCanceledException)
            {
                Stopped.TrySetResult();
                throw;
            }
        }

        private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
