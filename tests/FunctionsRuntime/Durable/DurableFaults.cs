namespace Tollgate.FunctionsRuntime.Durable;

/// <summary>
/// What is to go wrong from now on; nothing by default. Probabilities run from 0 (never) to 1 (always) and are drawn from
/// the store's seed, so that a run is repeatable where signals are held and delivered by hand.
/// </summary>
public sealed class DurableFaults
{
    private readonly Action _resume;
    private bool _holdSignals;
    private bool _outage;

    internal DurableFaults(Action resume) => _resume = resume;

    /// <summary>Signals stay in the backlog until <see cref="DurableStore.DeliverAsync"/> is called.</summary>
    public bool HoldSignals
    {
        get => _holdSignals;
        set => ResumeAfter(ref _holdSignals, value);
    }

    /// <summary>Every signal and read throws, and nothing is delivered.</summary>
    public bool Outage
    {
        get => _outage;
        set => ResumeAfter(ref _outage, value);
    }

    /// <summary>A signal throws and is not enqueued.</summary>
    public double FailBeforeEnqueue { get; set; }

    /// <summary>A signal throws although it is enqueued.</summary>
    public double FailAfterEnqueue { get; set; }

    /// <summary>A signal is delivered twice, each copy with a delay of its own.</summary>
    public double Duplicate { get; set; }

    /// <summary>A batch is shuffled before it is carried out.</summary>
    public double Reorder { get; set; }

    /// <summary>Each copy of a signal is kept back for a random time up to this.</summary>
    public TimeSpan MaxDelay { get; set; }

    /// <summary>A read answers with the state before the last commit.</summary>
    public double StaleRead { get; set; }

    private void ResumeAfter(ref bool fault, bool value)
    {
        fault = value;
        if (!value)
        {
            _resume();
        }
    }
}
