using System.Diagnostics;
using Tollgate.Auth;
using Tollgate.Configuration;
using Tollgate.Models;
using Tollgate.Providers;
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

    /// <summary>
    /// The most tokens that the provider may give any one answer, written into what it is asked; null leaves the request as the
    /// client made it. It never raises what the client asked for.
    /// </summary>
    public long? OutputBound { get; set; }

    /// <summary>What its target cannot do, and what is done about it.</summary>
    public UnsupportedParameters Unsupported
    {
        get => field ??= new UnsupportedParameters(Caller.Tenant.DropsUnsupportedParameters);
        private init;
    }

    /// <summary>What it has reserved; ended when it is settled.</summary>
    public RequestHolds Holds { get; } = new();

    /// <summary>What its attempts before the running one came to.</summary>
    public Settled Earlier { get; set; }

    /// <summary>How its caller's limits stood when it was admitted, for headers.</summary>
    public IReadOnlyList<QuotaStanding> Standings { get; set; } = [];

    /// <summary>How many times a provider was asked.</summary>
    public int Attempts { get; set; }

    /// <summary>A provider has been asked, and what it did is not settled yet.</summary>
    public bool IsAttempting { get; private set; }

    /// <summary>From the request's own first byte to that of its answer; null while there is none.</summary>
    public TimeSpan? FirstByte { get; set; }

    /// <summary>The running attempt's answer, as far as it has come.</summary>
    public ProviderAnswer? Answer { get; set; }

    /// <summary>The attempts before the running one.</summary>
    public IReadOnlyList<FailedAttempt> Failed { get; private set; } = [];

    /// <summary>The running attempt's span, where somebody listens to traces.</summary>
    public Activity? AttemptActivity { get; set; }

    public required UpstreamWait UpstreamWait { get; init; }

    /// <summary>The answering provider's own id of the request; null while it told none.</summary>
    public string? UpstreamRequestId { get; set; }

    /// <summary>What it came to, once booked: a request is booked exactly once.</summary>
    public Settled? Settled { get; set; }

    public void BeginAttempt(Deployment deployment)
    {
        Deployment = deployment;
        Attempts++;
        IsAttempting = true;
        Answer = null;
        UpstreamRequestId = null;
        AttemptActivity = RequestTracing.StartAttempt(this);
        UpstreamWait.Begin();
    }

    /// <summary>It failed, and another may follow.</summary>
    public void EndAttempt(FailedAttempt failed)
    {
        Failed = [.. Failed, failed];
        IsAttempting = false;
        Answer = null;
    }

    /// <summary>Nobody was asked after all.</summary>
    public void TakeBackAttempt()
    {
        Attempts--;
        IsAttempting = false;
        AttemptActivity?.Dispose();
        AttemptActivity = null;
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
        OutputBound = OutputBound,
        Unsupported = Unsupported,
        Wishes = Wishes,
    };
}
