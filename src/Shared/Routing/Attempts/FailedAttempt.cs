using System.Globalization;
using Tollgate.Models;
using Tollgate.Pricing;

namespace Tollgate.Routing.Attempts;

/// <summary>An attempt that gave no answer, or not soon enough, and had another one beside or behind it.</summary>
/// <param name="Deployment">Which was asked.</param>
/// <param name="Code">Of what the client would have been told.</param>
/// <param name="Status">Likewise.</param>
/// <param name="Latency">How long it was waited for.</param>
/// <param name="Usage">What it used all the same.</param>
/// <param name="Cost">What it was billed for that.</param>
internal sealed record FailedAttempt(Deployment Deployment, string Code, int Status, TimeSpan Latency, TokenUsage Usage, Money Cost)
{
    /// <summary>Of one that was given up because another was faster.</summary>
    public const string LostCode = "hedge_lost";

    /// <summary>Of one that was given up with its request: the client left, or another attempt has found fault with the request.</summary>
    public const string AbandonedCode = "hedge_abandoned";

    /// <summary>Deployment, status, code, milliseconds waited and US dollars billed of each, in order; <c>none</c>, or as in
    /// <c>a/x:503:upstream_error:120ms:0usd,b/y:...</c>.</summary>
    public static string Tell(IReadOnlyList<FailedAttempt> failed) => failed.Count == 0 ? "none" : string.Join(',', failed);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Deployment.Id}:{Status}:{Code}:{Latency.TotalMilliseconds:0}ms:{Cost}usd");
}
