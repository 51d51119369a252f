namespace Tollgate.SelfHost.State;

/// <summary>Which activities fail at present. Logs when one begins to fail and when it works again, not in between.</summary>
internal sealed class StoreFaults(string directory, ILogger logger)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<StoreActivity, string> _current = [];
    private volatile bool _any;

    /// <summary>Raised each time that something fails, before that is logged, on whichever thread it failed.</summary>
    public event Action? Reported;

    /// <summary>What fails and why, on one line; null when all is well.</summary>
    public string? Describe()
    {
        lock (_gate)
        {
            return _current.Count == 0 ? null : string.Join("; ", _current.Select(fault => $"{fault.Key}: {fault.Value}"));
        }
    }

    public bool Contains(StoreActivity activity)
    {
        lock (_gate)
        {
            return _current.ContainsKey(activity);
        }
    }

    public void Report(StoreActivity activity, Exception error)
    {
        Reported?.Invoke();
        lock (_gate)
        {
            if (_current.TryAdd(activity, error.Message))
            {
                logger.ActivityFails(activity, directory, error);
            }

            _current[activity] = error.Message;
            _any = true;
        }
    }

    public void Clear(StoreActivity activity)
    {
        if (!_any)
        {
            return;
        }

        lock (_gate)
        {
            if (_current.Remove(activity))
            {
                logger.ActivityRecovered(activity, directory);
            }

            _any = _current.Count > 0;
        }
    }
}
