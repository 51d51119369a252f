using Tollgate.Pipeline;
using Tollgate.Routing.Circuits.State;

namespace Tollgate.Routing.Circuits;

/// <summary>What clients are told when a circuit keeps them from a deployment and nobody else answers.</summary>
internal static class CircuitRefusals
{
    public const string Code = "circuit_open";

    private static readonly TimeSpan Soonest = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Nobody knows when an administrator lifts a hold. Clients that obey are kept from asking all the time, and another target that takes
    /// requests sooner is told instead.
    /// </summary>
    private static readonly TimeSpan Held = TimeSpan.FromMinutes(5);

    /// <summary>More would lift the hold of another deployment, and nobody would be told.</summary>
    public static Refusal TooManyHolds { get; } = Refusal.Invalid(
        "invalid_value",
        $"As many as {CircuitState.MaxHolds} deployments of this provider have a command of their own. Reset the whole provider, then command again those that are to be held.",
        "deployment");

    /// <param name="provider">Whose circuit it is.</param>
    /// <param name="standing">Of the circuit: open, or being tried by somebody else.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static Refusal Of(string provider, CircuitStanding standing, long now) =>
        standing.IsHeldOpen ? HeldOpen(provider) : Open(provider, TimeSpan.FromMilliseconds(standing.Until - now));

    /// <param name="provider">Which does not work.</param>
    /// <param name="wait">Until it is tried again.</param>
    public static Refusal Open(string provider, TimeSpan wait) => Refusal.Upstream(
        Code, $"Provider '{provider}' has failed too often lately and is left alone for a while. Try again later, or ask for another model.", 503) with
    {
        RetryAfter = wait > Soonest ? wait : Soonest,
    };

    private static Refusal HeldOpen(string provider) => Refusal.Upstream(
        Code, $"The gateway's operator has switched this model off at provider '{provider}'. Ask for another model, or the operator when it is back.", 503) with
    {
        RetryAfter = Held,
    };
}
