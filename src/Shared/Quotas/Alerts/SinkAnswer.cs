namespace Tollgate.Quotas.Alerts;

/// <param name="Outcome">What became of the attempt.</param>
/// <param name="Reason">Why it failed, fit for a log; null when it did not.</param>
internal readonly record struct SinkAnswer(SinkOutcome Outcome, string? Reason = null)
{
    public static SinkAnswer Delivered => default;
}
