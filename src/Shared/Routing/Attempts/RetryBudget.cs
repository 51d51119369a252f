namespace Tollgate.Routing.Attempts;

/// <summary>
/// Bounds what a target that is down sees beyond its usual load. Every request earns a part of a further attempt, and every one that
/// fails costs a whole: what helps is free, however many are under way, and what does not is soon stopped. What there is to begin with
/// is an advance, repaid out of what is earned: in the long run no more is spent than that.
/// </summary>
internal sealed class RetryBudget
{
    /// <summary>A quiet target may still be asked again a few times in a row.</summary>
    private const double Full = 10;

    /// <summary>So many failures without a success between them: those under way will hardly fare better, and count as failed.</summary>
    private const int Doubtful = 3;

    private readonly Lock _lock = new();
    private double _left = Full;
    private double _owed = Full;
    private int _underWay;
    private int _failedInARow;

    /// <param name="ratio">Further attempts that a request earns.</param>
    public void Earn(double ratio)
    {
        lock (_lock)
        {
            // Half of it, so that a target that is back is found soon also while the advance is not repaid.
            var repaid = Math.Min(_owed, ratio / 2);
            _owed -= repaid;
            _left = Math.Min(Full, _left + ratio - repaid);
        }
    }

    /// <summary>A further attempt is wanted; false: there is nothing left for it. Otherwise it is to be ended.</summary>
    public bool TryBegin()
    {
        lock (_lock)
        {
            if (_left - (_failedInARow >= Doubtful ? _underWay : 0) < 1)
            {
                return false;
            }

            _underWay++;
            return true;
        }
    }

    /// <param name="hasHelped">It answered; false: it failed, or another one was faster. Null: nobody knows, or it was not made.</param>
    public void End(bool? hasHelped)
    {
        lock (_lock)
        {
            _underWay--;
            if (hasHelped == true)
            {
                _failedInARow = 0;
            }
            else if (hasHelped == false)
            {
                _failedInARow++;
                _left = Math.Max(0, _left - 1);
            }
        }
    }
}
