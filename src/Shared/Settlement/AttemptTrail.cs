using Tollgate.Analytics;
using Tollgate.Routing.Attempts;

namespace Tollgate.Settlement;

/// <summary>One attempt of a request, as the journal keeps it.</summary>
internal sealed record AttemptTrail
{
    public required string Deployment { get; init; }

    /// <summary>Of what the client would have been told.</summary>
    public required int Status { get; init; }

    /// <summary>Likewise; of the attempt that ended the request, in one word, how that ended.</summary>
    public required string Code { get; init; }

    public required long LatencyMs { get; init; }

    public required long Input { get; init; }

    /// <summary>The part of <see cref="Input"/> read from a provider's prompt cache.</summary>
    public required long CachedInput { get; init; }

    public required long Output { get; init; }

    /// <summary>The part of <see cref="Output"/> that was reasoning.</summary>
    public required long Reasoning { get; init; }

    public required long CostNanoUsd { get; init; }

    public static AttemptTrail Of(FailedAttempt attempt) =>
        Of(attempt.Deployment.Id, attempt.Status, attempt.Code, attempt.Latency, BookedFigures.Of(attempt));

    public static AttemptTrail Of(string deployment, int status, string code, TimeSpan latency, in UsageTotals share) => new()
    {
        Deployment = deployment,
        Status = status,
        Code = code,
        LatencyMs = (long)latency.TotalMilliseconds,
        Input = share.Input,
        CachedInput = share.CachedInput,
        Output = share.Output,
        Reasoning = share.Reasoning,
        CostNanoUsd = share.CostNanoUsd,
    };
}
