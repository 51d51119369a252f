using Tollgate.Models;
using Tollgate.Pricing;

namespace Tollgate.Routing.Attempts;

/// <summary>An attempt that gave no answer, and was followed by another.</summary>
/// <param name="Deployment">Which was asked.</param>
/// <param name="Code">Of what the client would have been told.</param>
/// <param name="Status">Likewise.</param>
/// <param name="Latency">How long it was waited for.</param>
/// <param name="Cost">What it was billed all the same.</param>
internal sealed record FailedAttempt(Deployment Deployment, string Code, int Status, TimeSpan Latency, Money Cost);
