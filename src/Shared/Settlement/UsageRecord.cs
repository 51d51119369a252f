using Tollgate.Pricing;
using Tollgate.Routing.Attempts;

namespace Tollgate.Settlement;

/// <summary>What one finished request was and cost: the unit of every roll-up. Holds no prompt and no answer.</summary>
internal sealed record UsageRecord
{
    public required string RequestId { get; init; }

    public required string Tenant { get; init; }

    /// <summary>Null when nobody said.</summary>
    public string? User { get; init; }

    /// <summary>When the request came in, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Public model name from the configuration; null when the request named none that exists.</summary>
    public string? Model { get; init; }

    /// <summary>Of the deployment that answered, or failed last; null when none was asked.</summary>
    public string? Provider { get; init; }

    /// <summary>That deployment's id.</summary>
    public string? Deployment { get; init; }

    /// <summary>HTTP status told to the client; 499 when it went away; for a stream that failed midway, the failure's.</summary>
    public required int Status { get; init; }

    /// <summary>Of all attempts together.</summary>
    public TokenUsage Usage { get; init; }

    /// <summary>Likewise.</summary>
    public Money Cost { get; init; }

    public int Attempts { get; init; }

    /// <summary>Those that did not end the request. Their usage and cost are part of the record's, and belong to their own providers.</summary>
    public IReadOnlyList<FailedAttempt> Failed { get; init; } = [];

    public TimeSpan Duration { get; init; }

    /// <summary>Until the first byte that counts of the attempt that ended the request, or its end without one; null when none was under way.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>Null for a request that took part in none.</summary>
    public ExperimentOutcome? Experiment { get; init; }

    /// <summary>It failed; a client that went away is no failure.</summary>
    public bool IsError => Status >= 400 && Status != Settlement.Outcome.ClientClosedRequest;

    /// <summary>The gateway refused it before anybody was asked, for what it is or whose it is: it says nothing about a target.</summary>
    public bool IsRefusal => Attempts == 0 && Status < 500;

    /// <summary>What of the duration the gateway itself took: all but the waits for providers.</summary>
    public TimeSpan Overhead { get; init; }

    /// <summary>One word for how it ended: <see cref="RequestOutcome"/>.</summary>
    public string Outcome { get; init; } = RequestOutcome.Answered;
}
