using Tollgate.Analytics;

namespace Tollgate.Settlement;

/// <summary>A request of several attempts, as the journal keeps it. No prompt, no answer, no key.</summary>
internal sealed record RequestTrail
{
    public required string Request { get; init; }

    public string? User { get; init; }

    public string? Model { get; init; }

    public required int Status { get; init; }

    /// <summary>In the order in which they ended; as many as the configuration allows a request at the most.</summary>
    public required IReadOnlyList<AttemptTrail> Attempts { get; init; }

    /// <param name="record">Of the request.</param>
    /// <param name="own">What is left of its figures for the attempt that ended it.</param>
    public static RequestTrail Of(UsageRecord record, in UsageTotals own)
    {
        var attempts = new List<AttemptTrail>(record.Failed.Count + 1);
        foreach (var failed in record.Failed)
        {
            attempts.Add(AttemptTrail.Of(failed));
        }

        if (record is { Latency: { } latency, Deployment: { } deployment })
        {
            attempts.Add(AttemptTrail.Of(deployment, record.Status, record.Outcome, latency, own));
        }

        return new RequestTrail
        {
            Request = record.RequestId,
            User = record.User is null ? null : UsageName.Shorten(record.User),
            Model = record.Model is null ? null : UsageName.Shorten(record.Model),
            Status = record.Status,
            Attempts = attempts,
        };
    }
}
