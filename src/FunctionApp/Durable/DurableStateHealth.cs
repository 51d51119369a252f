using Tollgate.Health;

namespace Tollgate.FunctionApp.Durable;

/// <summary>
/// Durable state as this instance sees it. Asking the store would cost an operation a probe; whether signals get through shows in
/// the usage ledger, which never stops trying.
/// </summary>
internal sealed class DurableStateHealth(DurableClientAccessor durable) : IStateHealth
{
    public StateHealth Check() => durable.HasClient
        ? new StateHealth(IsHealthy: true)
        : new StateHealth(IsHealthy: false, "No function has run on this instance yet, and only functions are given the durable client.");
}
