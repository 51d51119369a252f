using Tollgate.State;

namespace Tollgate.SelfHost.State;

/// <param name="At">The <c>now</c> that its reducer is to see.</param>
/// <param name="Operation">The operation, with all its members.</param>
internal sealed record UnappliedOperation(DateTimeOffset At, Envelope Operation);
