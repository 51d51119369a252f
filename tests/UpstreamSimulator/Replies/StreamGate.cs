namespace Tollgate.UpstreamSimulator;

/// <summary>Holds a reply back until the test lets its next piece through: slow upstreams without a slow test.</summary>
public sealed class StreamGate : IDisposable
{
    private const int EveryWaiter = 100_000;

    private readonly SemaphoreSlim _permits = new(0);
    private volatile bool _isOpen;

    /// <summary>Lets the next <paramref name="count"/> pieces through, also ones that do not wait yet.</summary>
    public void ReleaseNext(int count = 1) => _permits.Release(count);

    /// <summary>Lets everything through from now on.</summary>
    public void Open()
    {
        _isOpen = true;
        _permits.Release(EveryWaiter);
    }

    /// <summary>Opens it: nothing is left waiting at a gate that is gone.</summary>
    public void Dispose()
    {
        Open();
        _permits.Dispose();
    }

    internal Task WaitAsync(CancellationToken cancellation) => _isOpen ? Task.CompletedTask : _permits.WaitAsync(cancellation);
}
