using System.Diagnostics;
using Tollgate.Auth;
using Tollgate.Configuration;
using Tollgate.Models;
using Tollgate.Quotas;
using Tollgate.Quotas.Admission;
using Tollgate.Routing;
using Tollgate.Routing.Attempts;
using Tollgate.Routing.Experiments;
using Tollgate.Telemetry;

namespace Tollgate.Pipeline;

/// <summary>The request context: what every room knows of the request it is serving.</summary>
internal sealed class GatewayRequest
{
    public required string Id { get; init; }

    public required Operation Operation { get; init; }

    public required Caller Caller { get; init; }

    /// <summary>The snapshot the request entered under; a reload does not touch it.</summary>
    public required GatewayConfiguration Configuration { get; init; }

    public required RequestFacts Facts { get; init; }

    public required RequestBody Body { get; init; }

    /// <summary>What the client said about where it should go.</summary>
    public RoutingWishes Wishes { get; init; } = RoutingWishes.None;

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>TimeProvider timestamp of the request's first byte.</summary>
    public required long StartedTimestamp { get; init; }

    /// <summary>Its span, where somebody listens to traces.</summary>
    public Activity? Activity { get; set; }

    /// <summary>The experiment it takes part in, once routed; null: none.</summary>
    public ExperimentAssignment? Experiment { get; set; }

    /// <summary>Where it went, once routed.</summary>
    public Deployment? Deployment { get; set; }

    /// <summary>Who answered, or was asked last; null where nobody was.</summary>
    public Deployment? Asked => Attempt is { Number: > 0 } made ? made.Deployment : Failed is [.., var last] ? last.Deployment : null;

    /// <summary>
    /// The model's name in usage and logs: the one asked for where the configuration has it, else that of the model which stands for
    /// it. Callers must not be able to make time series by making up names. Before it is routed, the name asked for.
    /// </summary>
    public string CountedAs
    {
        get => field ?? Facts.Model;
        set;
    }

    /// <summary>The same as a label of metrics: behind a provider that serves any name it stands for all of them, as in <c>ollama/*</c>.</summary>
    public string ModelLabel
    {
        get => field ?? CountedAs;
        set;
    }

    /// <summary>What it has reserved; ended when it is settled.</summary>
    public RequestHolds Holds { get; } = new();

    /// <summary>What its attempts that have ended came to.</summary>
    public Settled Earlier { get; set; }

    /// <summary>How its caller's limits stood when it was admitted, for headers.</summary>
    public IReadOnlyList<QuotaStanding> Standings { get; set; } = [];

    /// <summary>How many times a provider was asked.</summary>
    public int Attempts { get; private set; }

    /// <summary>The attempt that the answer comes from, or the last one made; null while nobody was asked.</summary>
    public Attempt? Attempt { get; private set; }

    /// <summary>That attempt, as long as what it did is not settled.</summary>
    public Attempt? Running => Attempt is { IsRunning: true } running ? running : null;

    /// <summary>The attempts that ended without having answered.</summary>
    public IReadOnlyList<FailedAttempt> Failed { get; private set; } = [];

    /// <summary>An attempt that another one was faster than, letting go of its provider: what it was billed belongs to the request.</summary>
    public Task Losing { get; set; } = Task.CompletedTask;

    /// <summary>From the request's own first byte to that of its answer; null while there is none.</summary>
    public TimeSpan? FirstByte { get; set; }

    public required UpstreamWait UpstreamWait { get; init; }

    /// <summary>What it came to, once booked: a request is booked exactly once.</summary>
    public Settled? Settled { get; set; }

    /// <summary>A provider is asked.</summary>
    public void Begin(Attempt attempt)
    {
        attempt.Begin(++Attempts);
        attempt.Activity = RequestTracing.StartAttempt(this);
        UpstreamWait.Begin();
        GoOnWith(attempt);
    }

    /// <summary>It is this attempt that the answer is expected of.</summary>
    public void GoOnWith(Attempt attempt) => (Attempt, Deployment) = (attempt, attempt.Deployment);

    /// <summary>The attempt did not answer, or not soon enough; the request lives on.</summary>
    public void End(Attempt attempt, FailedAttempt failed)
    {
        Failed = [.. Failed, failed];
        attempt.End();
    }

    /// <summary>Nobody was asked after all.</summary>
    public void TakeBack(Attempt attempt)
    {
        Attempts--;
        Holds.End(attempt.Hold, new QuotaAmounts(0, 0, 0));
        attempt.TakeBack();
        attempt.Activity?.Dispose();
        attempt.Activity = null;
    }

    /// <summary>The same request in another shape, for a translator to pass on.</summary>
    public GatewayRequest As(Operation operation, RequestBody body, RequestFacts facts) => new()
    {
        Id = Id,
        Operation = operation,
        Caller = Caller,
        Configuration = Configuration,
        Facts = facts,
        Body = body,
        StartedAt = StartedAt,
        StartedTimestamp = StartedTimestamp,
        UpstreamWait = UpstreamWait,
        Deployment = Deployment,
        CountedAs = CountedAs,
        Wishes = Wishes,
    };
}
