namespace Tollgate.UpstreamSimulator;

/// <summary>The last requests, in the order they arrived, and a way to wait for one that has not.</summary>
internal sealed class RequestLog(int limit)
{
    private readonly Lock _lock = new();
    private readonly Queue<RecordedRequest> _requests = new();
    private long _next;
    private TaskCompletionSource _arrival = NewSignal();

    public RecordedRequest Add(HttpRequest request, byte[] body)
    {
        lock (_lock)
        {
            var recorded = new RecordedRequest(_next++, request, body);
            _requests.Enqueue(recorded);
            if (_requests.Count > limit)
                _requests.Dequeue();

            _arrival.TrySetResult();
            _arrival = NewSignal();
            return recorded;
        }
    }

    public IReadOnlyList<RecordedRequest> Snapshot()
    {
        lock (_lock)
            return [.. _requests];
    }

    public async Task<RecordedRequest> WaitForAsync(long sequence, CancellationToken cancellation)
    {
        while (true)
        {
            Task arrival;
            lock (_lock)
            {
                if (_next > sequence)
                    return _requests.First(request => request.Sequence >= sequence);
                arrival = _arrival.Task;
            }

            await arrival.WaitAsync(cancellation);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
