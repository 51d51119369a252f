using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Providers.Upstream;
using Tollgate.Routing.Options;
using Tollgate.Routing.Targets;

namespace Tollgate.Routing.Attempts;

/// <summary>Where one request's attempts stand: which target is next, after how long, and what is told if none answers.</summary>
internal sealed class AttemptSeries : IDisposable
{
    private readonly RoutePlan _plan;
    private readonly RetryOptions _options;
    private readonly RetryBudget _budget;
    private readonly TargetLoads _loads;
    private readonly Func<double> _random;

    /// <summary>Null where routing is switched off: the one target is asked, whatever it said before.</summary>
    private readonly RestingTargets? _resting;
    private Refusal? _told;
    private bool _isToldByProvider;
    private TimeSpan? _earliest;
    private RouteTarget? _ahead;
    private int _repetitions;
    private int _further;

    /// <param name="plan">Where it may go.</param>
    /// <param name="routing">How often and how soon.</param>
    /// <param name="budget">The model's.</param>
    /// <param name="loads">What is known of the targets.</param>
    /// <param name="random">From 0 to below 1.</param>
    public AttemptSeries(RoutePlan plan, RoutingOptions routing, RetryBudget budget, TargetLoads loads, Func<double> random)
    {
        (_plan, _options, _budget, _loads, _random) = (plan, routing.Effective, budget, loads, random);
        _resting = routing.IsEnabled ? new RestingTargets(loads) : null;
        MoveOn(null);
    }

    /// <summary>The target to ask now; null: nobody is left.</summary>
    public RouteTarget? Target { get; private set; }

    /// <summary>To be waited before it is asked.</summary>
    public TimeSpan Pause { get; private set; }

    /// <summary>Whether there will be another attempt after this failure. If so, <see cref="Target"/> and <see cref="Pause"/> are set for it.</summary>
    /// <param name="attempt">At <see cref="Target"/>, which failed.</param>
    /// <param name="failure">How.</param>
    public bool GoesOnAfter(Attempt attempt, UpstreamException failure)
    {
        var failed = Target!;
        var kind = FailureKinds.Of(failure);
        Note(attempt, failed, failure);
        return kind != FailureKind.Rejected
            && attempt.Request.Attempts < _options.MaxAttempts
            && (ShouldRepeat(failed, kind, failure) || MoveOn(kind))
            && TryBegin();
    }

    /// <summary>The target cannot be asked at all: it cannot do what is wanted, or has nothing left of the operator's own limit.</summary>
    public void Skip(Refusal reason)
    {
        Note(reason);
        MoveOn(FailureKinds.Of(reason));
    }

    /// <summary>How an attempt ended; the first one that a request makes is no further one.</summary>
    /// <param name="attempt">That is over.</param>
    /// <param name="hasHelped">See <see cref="RetryBudget.End"/>.</param>
    public void End(Attempt attempt, bool hasHelped)
    {
        if (attempt.Number > 1)
        {
            End(hasHelped);
        }
    }

    /// <summary>There will be no attempt any more.</summary>
    public void Dispose()
    {
        while (_further > 0)
        {
            End(hasHelped: null);
        }
    }

    /// <summary>
    /// A target to ask beside the one under way, as one of the attempts that the request may make, and taken out of the retry budget;
    /// null: there is none, or not now. It stays in line until it is taken.
    /// </summary>
    /// <param name="attempts">How many there were.</param>
    public RouteTarget? Beside(int attempts) =>
        attempts < _options.MaxAttempts && _plan.Beside() is { } target && TryBegin() ? target : null;

    /// <summary>The one beside is being asked.</summary>
    public void Take(RouteTarget target) => _plan.Take(target);

    /// <summary>It is not asked after all.</summary>
    public void GiveBackBeside() => End(hasHelped: null);

    /// <summary>Of the two that were under way it is this one that goes on.</summary>
    public void GoOnWith(RouteTarget target) => (Target, _repetitions) = (target, 0);

    /// <summary>A target failed, and another one is still under way.</summary>
    public void Note(Attempt attempt, RouteTarget failed, UpstreamException failure)
    {
        End(attempt, hasHelped: false);
        Tell(failure.Refusal, isProviders: true);
        Spare(failed, FailureKinds.Of(failure), failure.Refusal.RetryAfter);
    }

    /// <summary>A target that was asked later has answered sooner.</summary>
    public void NoteOvertaken(RouteTarget slow) => _loads.Of(slow.Deployment.Id).Overtaken();

    /// <summary>A target was not asked, and another one is still under way.</summary>
    public void Note(Refusal reason) => Tell(reason, isProviders: false);

    /// <summary>
    /// What the client is told when nobody was left to be asked: what the last one that was asked said, or why none was; when to
    /// come back, by the soonest.
    /// </summary>
    public RefusalException Exhausted()
    {
        var told = !_isToldByProvider && _resting?.Earliest is not null ? AllRest() : _told!;
        return new RefusalException(told with { RetryAfter = Soonest(told.RetryAfter) });
    }

    /// <summary>The last attempt's failure as the client is told of it: to come back when the first of the targets takes requests again.</summary>
    public UpstreamException Final(UpstreamException failure)
    {
        var told = failure.Refusal.RetryAfter;
        return failure.Refusal.Status == 429 && Soonest(told) is { } sooner && sooner < told ? failure.WithRetryAfter(sooner) : failure;
    }

    private bool TryBegin()
    {
        var hasBegun = _budget.TryBegin();
        _further += hasBegun ? 1 : 0;
        return hasBegun;
    }

    private void End(bool? hasHelped)
    {
        if (_further > 0)
        {
            _further--;
            _budget.End(hasHelped);
        }
    }

    /// <summary>
    /// Another target is better than the same one again, unless the operator wants it otherwise. The last one left is asked again.
    /// </summary>
    private bool ShouldRepeat(RouteTarget failed, FailureKind kind, UpstreamException failure)
    {
        if (kind is not (FailureKind.RateLimit or FailureKind.Outage) || !FailureKinds.MayPass(failure))
        {
            return false;
        }

        var wanted = failed.Deployment.Provider.MaxRetries;
        if (wanted is null && LookAhead(kind) is not null)
        {
            return false;
        }

        if (_repetitions >= (wanted ?? _options.MaxRetries) || Backoff.Before(_options, _repetitions + 1, failure.Refusal.RetryAfter, _random()) is not { } wait)
        {
            return false;
        }

        (_repetitions, Pause) = (_repetitions + 1, wait);
        return true;
    }

    private bool MoveOn(FailureKind? kind)
    {
        Target = LookAhead(kind);
        (_ahead, _repetitions) = (null, 0);
        var rest = _resting is null || Target is null ? TimeSpan.Zero : _loads.Of(Target.Deployment.Id).ThrottledFor;

        // Those that wait for the same target do not all come at the moment it takes requests again.
        Pause = rest > TimeSpan.Zero ? rest + (_options.Backoff * _random()) : TimeSpan.Zero;
        return Target is not null;
    }

    /// <summary>Nobody now may be somebody after the next failure: another kind of it has another chain.</summary>
    private RouteTarget? LookAhead(FailureKind? kind) => _ahead ??= NextAwake(kind);

    /// <summary>The next one that takes requests; where none does, the one that will soonest, if that can be waited for.</summary>
    private RouteTarget? NextAwake(FailureKind? kind)
    {
        var next = _plan.Next(kind);
        while (next is not null && _resting?.TryAdd(next) is true)
        {
            next = _plan.Next(kind ?? FailureKind.RateLimit);
        }

        return next ?? (kind is FailureKind.ContextLength or FailureKind.ContentPolicy ? null : _resting?.Take(_options.MaxBackoff));
    }

    /// <summary>It wants to be left alone, as long as it says; without a word on that, others are preferred for a moment.</summary>
    private void Spare(RouteTarget failed, FailureKind kind, TimeSpan? asked)
    {
        var load = _loads.Of(failed.Deployment.Id);
        if (kind is FailureKind.RateLimit or FailureKind.Outage && asked is { } pause)
        {
            load.Throttle(pause);
        }
        else if (kind == FailureKind.RateLimit && !load.IsSpared)
        {
            load.Spare(_options.Backoff);
        }
    }

    /// <summary>A provider's own words are worth more than why another was not asked.</summary>
    private void Tell(Refusal refusal, bool isProviders)
    {
        if (isProviders || !_isToldByProvider)
        {
            (_told, _isToldByProvider) = (refusal, isProviders);
        }

        if (refusal.RetryAfter is { } wait)
        {
            _earliest = wait < _earliest ? wait : _earliest ?? wait;
        }
    }

    /// <summary>Null where the client was not told to come back at all.</summary>
    private TimeSpan? Soonest(TimeSpan? told)
    {
        var soonest = _earliest < told ? _earliest : told;
        return _resting?.Earliest is { } rested && rested < soonest ? rested : soonest;
    }

    private Refusal AllRest() => new()
    {
        Status = 429,
        Type = ErrorTypes.RateLimit,
        Code = "upstream_rate_limit_exceeded",
        Message = "Every deployment that could answer has asked the gateway for a pause. Try again when the first of them is over.",
        RetryAfter = _resting?.Earliest,
    };
}
