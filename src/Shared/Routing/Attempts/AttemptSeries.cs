using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Providers.Upstream;
using Tollgate.Routing.Circuits;
using Tollgate.Routing.Options;
using Tollgate.Routing.Targets;

namespace Tollgate.Routing.Attempts;

/// <summary>Where one request's attempts stand: which target is next, after how long, and what is told if none answers.</summary>
/// <param name="plan">Where it may go.</param>
/// <param name="options">How often and how soon.</param>
/// <param name="budget">The model's.</param>
/// <param name="loads">What is known of the targets.</param>
/// <param name="random">From 0 to below 1.</param>
internal sealed class AttemptSeries(RoutePlan plan, RetryOptions options, RetryBudget budget, TargetLoads loads, Func<double> random)
{
    private Refusal? _told;
    private TimeSpan? _earliest;
    private RouteTarget? _ahead;
    private bool _hasLookedAhead;
    private int _repetitions;

    /// <summary>The target to ask now; null: nobody is left.</summary>
    public RouteTarget? Target { get; private set; } = plan.Next(null);

    /// <summary>To be waited before it is asked.</summary>
    public TimeSpan Pause { get; private set; }

    /// <summary>Whether there will be another attempt after this failure. If so, <see cref="Target"/> and <see cref="Pause"/> are set for it.</summary>
    /// <param name="failure">Of the target that was asked.</param>
    /// <param name="attempts">How many there were.</param>
    public bool GoesOnAfter(UpstreamException failure, int attempts)
    {
        var failed = Target!;
        var kind = FailureKinds.Of(failure);
        Tell(failure.Refusal);
        if (kind == FailureKind.RateLimit)
        {
            loads.Of(failed.Deployment.Id).Throttle(failure.Refusal.RetryAfter ?? options.Backoff);
        }

        if (kind == FailureKind.Rejected || attempts >= options.MaxAttempts)
        {
            return false;
        }

        var pause = TimeSpan.Zero;
        if (!ShouldRepeat(failed, kind, failure, out pause) && !MoveOn(kind))
        {
            return false;
        }

        Pause = pause;
        return budget.TryTake();
    }

    /// <summary>The target cannot be asked at all: it cannot do what is wanted, or has nothing left of the operator's own limit.</summary>
    /// <returns>False: there is no other.</returns>
    public bool Skip(Refusal reason)
    {
        Tell(reason);
        if (reason.RetryAfter is { } wait)
        {
            _earliest = wait < _earliest ? wait : _earliest ?? wait;
        }

        Pause = TimeSpan.Zero;
        return MoveOn(null);
    }

    /// <summary>What the client is told when nobody answered: what the last one that was asked said; when to come back, by the soonest.</summary>
    public RefusalException Exhausted()
    {
        var told = _told ?? throw new InvalidOperationException("Somebody was asked, or refused.");
        return new RefusalException(_earliest < told.RetryAfter ? told with { RetryAfter = _earliest } : told);
    }

    /// <summary>
    /// Another target is better than the same one again, unless the operator wants it otherwise. The last one left is asked again.
    /// </summary>
    private bool ShouldRepeat(RouteTarget failed, FailureKind kind, UpstreamException failure, out TimeSpan pause)
    {
        pause = TimeSpan.Zero;
        if (kind is not (FailureKind.RateLimit or FailureKind.Outage) || !FailureKinds.MayPass(failure))
        {
            return false;
        }

        var wanted = failed.Deployment.Provider.MaxRetries;
        if (wanted is null && LookAhead(kind) is not null)
        {
            return false;
        }

        if (_repetitions >= (wanted ?? options.MaxRetries) || Backoff.Before(options, _repetitions + 1, failure.Refusal.RetryAfter, random()) is not { } wait)
        {
            return false;
        }

        (_repetitions, pause) = (_repetitions + 1, wait);
        return true;
    }

    private bool MoveOn(FailureKind? kind)
    {
        Target = LookAhead(kind);
        (_hasLookedAhead, _repetitions) = (false, 0);
        return Target is not null;
    }

    private RouteTarget? LookAhead(FailureKind? kind)
    {
        if (!_hasLookedAhead)
        {
            (_ahead, _hasLookedAhead) = (plan.Next(kind), true);
        }

        return _ahead;
    }

    /// <summary>A provider's own words are worth more than why another was not asked.</summary>
    private void Tell(Refusal refusal) => _told = _told is { Type: ErrorTypes.Upstream } && (refusal.Type != ErrorTypes.Upstream || refusal.Code == CircuitRefusals.Code) ? _told : refusal;
}
