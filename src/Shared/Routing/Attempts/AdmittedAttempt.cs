using Tollgate.Pipeline;
using Tollgate.Routing.Circuits;

namespace Tollgate.Routing.Attempts;

/// <summary>An attempt that was looked at by everybody who has a say in whether it is made.</summary>
/// <param name="Attempt">With what it has reserved, where it may be made.</param>
/// <param name="Pass">Through its deployment's circuit; to be disposed of once the attempt is over.</param>
/// <param name="Refusal">Why it is not made; null: it may be.</param>
internal readonly record struct AdmittedAttempt(Attempt Attempt, CircuitPass Pass, Refusal? Refusal = null);
