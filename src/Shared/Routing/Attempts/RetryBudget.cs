namespace Tollgate.Routing.Attempts;

/// <summary>
/// Bounds what a target that is down sees beyond its usual load. Every request earns a part of a further attempt; a further
/// attempt takes a whole one and gives it back if it succeeds: what helps is free, and what does not is soon stopped. What it
/// begins with is an advance, repaid out of what is earned: in the long run no more is spent than that.
/// </summary>
internal sealed class RetryBudget
{
    /// <summary>A quiet target may still be asked again a few times in a row.</summary>
    private const double Full = 10;

    private readonly Lock _lock = new();
    private double _left = Full;
    private double _owed = Full;

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

    /// <summary>Takes a further attempt out of the budget; false: there is none left.</summary>
    public bool TryTake()
    {
        lock (_lock)
        {
            if (_left < 1)
            {
                return false;
            }

            _left--;
            return true;
        }
    }

    /// <summary>The further attempt succeeded, or was not made.</summary>
    public void GiveBack()
    {
        lock (_lock)
        {
            _left = Math.Min(Full, _left + 1);
        }
    }
}
