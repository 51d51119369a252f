namespace Tollgate.Providers.Upstream;

/// <summary>
/// The time an upstream has for its next step, on top of the client's own cancellation: set anew for every step, and able to
/// say afterwards which of the two it was.
/// </summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationToken _client;
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _either;
    private bool _isRunning;

    public Deadline(TimeProvider time, CancellationToken client)
    {
        _client = client;
        _timer = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(client, _timer.Token);
    }

    public CancellationToken Token => _either.Token;

    /// <summary>The upstream took too long; false when the client went away first.</summary>
    public bool HasPassed => _timer.IsCancellationRequested && !_client.IsCancellationRequested;

    /// <summary>What was waited for, as in "byte".</summary>
    public string WaitedFor { get; private set; } = "answer";

    public int Seconds { get; private set; }

    public void Within(int seconds, string waitedFor)
    {
        (Seconds, WaitedFor) = (seconds, waitedFor);
        _timer.CancelAfter(TimeSpan.FromSeconds(seconds));
        _isRunning = true;
    }

    /// <summary>Stops the clock: it is not the upstream that is being waited for.</summary>
    public void Pause()
    {
        if (_isRunning)
        {
            _timer.CancelAfter(Timeout.InfiniteTimeSpan);
            _isRunning = false;
        }
    }

    public void Dispose()
    {
        _either.Dispose();
        _timer.Dispose();
    }
}
