using Tollgate.Routing.Circuits.State;

namespace Tollgate.Routing.Circuits;

/// <summary>One deployment's circuit as this instance knows it: the shared one, and what it has decided itself since.</summary>
internal sealed class DeploymentCircuit(string deployment, TimeProvider time)
{
    private readonly Lock _lock = new();
    private volatile LocalTransition? _ahead;
    private LocalBreaker? _breaker;
    private CircuitOptions? _breakerOptions;
    private int _isTried;
    private long _hold;

    public string Deployment => deployment;

    /// <summary>Made here, and not to be seen in the shared state yet.</summary>
    public LocalTransition? Ahead => _ahead;

    /// <summary>The probe this instance has asked for and not ended; null: none. Only whoever began the trial sets it.</summary>
    public string? Claim { get; set; }

    /// <summary>Failures in a row that this instance has seen.</summary>
    public int FailuresInARow
    {
        get
        {
            lock (_lock)
            {
                return _breaker?.FailuresInARow ?? 0;
            }
        }
    }

    /// <param name="shared">The provider's circuits as last read; null: they cannot be read, and this instance is on its own.</param>
    /// <param name="now">Unix milliseconds.</param>
    public CircuitStanding Standing(CircuitState? shared, long now)
    {
        if (shared?.ForcedOf(deployment) is { } forced)
        {
            return new CircuitStanding(forced == "open" ? CircuitStatus.Open : CircuitStatus.Closed, shared.Floor);
        }

        var circuit = shared?.Circuits.Count > 0 ? shared.Find(deployment) : null;
        var revision = circuit?.Revision ?? shared?.Floor ?? 0;
        if (_ahead is { } ahead && (shared is null || ahead.Revision > revision))
        {
            return !ahead.IsOpen ? new CircuitStanding(CircuitStatus.Closed, ahead.Revision, IsShared: false)
                : new CircuitStanding(now < ahead.Until ? CircuitStatus.Open : CircuitStatus.HalfOpen, ahead.Revision, ahead.Until, IsShared: false);
        }

        return circuit is not { IsOpen: true } ? new CircuitStanding(CircuitStatus.Closed, revision)
            : now < circuit.Until ? new CircuitStanding(CircuitStatus.Open, revision, circuit.Until)
            : circuit.IsProbed(now) ? new CircuitStanding(CircuitStatus.HalfOpen, revision, circuit.Probe!.ExpiresAt, circuit.Probe.Id)
            : new CircuitStanding(CircuitStatus.HalfOpen, revision, circuit.Until);
    }

    /// <summary>Takes in how a request went while the circuit was closed; the number of failures in a row if that is too many.</summary>
    public int? Saw(bool isFailure, CircuitOptions options)
    {
        lock (_lock)
        {
            var breaker = BreakerUnderLock(options);
            if (!breaker.Saw(isFailure))
            {
                return null;
            }

            _breaker = null;
            return breaker.FailuresInARow;
        }
    }

    /// <summary>Takes in how a request went while the circuit is held closed: for people, and forgotten when it is let go.</summary>
    public void Count(bool isFailure, CircuitOptions options)
    {
        lock (_lock)
        {
            BreakerUnderLock(options).Count(isFailure);
        }
    }

    public void MoveAhead(LocalTransition transition)
    {
        lock (_lock)
        {
            (_ahead, _breaker) = (transition, null);
        }
    }

    /// <summary>The fleet has caught up with a transition made here, or will never hear of it.</summary>
    public void FallIn(LocalTransition transition)
    {
        lock (_lock)
        {
            _ahead = ReferenceEquals(_ahead, transition) ? null : _ahead;
        }
    }

    /// <summary>The shared circuit is somewhere else than it was: what was seen before says nothing any more.</summary>
    public void StartAfresh()
    {
        lock (_lock)
        {
            _breaker = null;
        }
    }

    /// <summary>Takes in the revision of the command on this deployment alone that is in force, 0 for none. True: it is another than before.</summary>
    public bool IsNews(long hold) => Interlocked.Exchange(ref _hold, hold) != hold;

    /// <summary>True: the caller may be the one that tries it, and says when it has.</summary>
    public bool TryBeginTrial() => Interlocked.CompareExchange(ref _isTried, 1, 0) == 0;

    public void EndTrial() => Volatile.Write(ref _isTried, 0);

    private LocalBreaker BreakerUnderLock(CircuitOptions options)
    {
        if (!ReferenceEquals(options, _breakerOptions))
        {
            // Nothing was seen yet, or the operator has changed what is too much.
            (_breaker, _breakerOptions) = (null, options);
        }

        return _breaker ??= new LocalBreaker(options, time);
    }
}
