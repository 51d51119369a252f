namespace Tollgate.Pipeline;

/// <summary>
/// Adds up the time that a request spends waiting for providers, as far as the client's first byte has to wait for it; for two at a
/// time only once. Written by whoever runs the attempts; a keep-alive comment that goes out meanwhile reads it from another thread.
/// </summary>
internal sealed class UpstreamWait(TimeProvider time)
{
    private const long NotWaiting = -1;

    private long _past;
    private long _since = NotWaiting;

    /// <summary>The waits so far, one that still lasts included.</summary>
    public TimeSpan Total
    {
        get
        {
            var since = Volatile.Read(ref _since);
            var past = new TimeSpan(Volatile.Read(ref _past));
            return since == NotWaiting ? past : past + time.GetElapsedTime(since);
        }
    }

    /// <summary>Does nothing where a wait lasts already.</summary>
    public void Begin() => Interlocked.CompareExchange(ref _since, time.GetTimestamp(), NotWaiting);

    /// <summary>Does nothing when no wait has begun.</summary>
    public void End()
    {
        if (Interlocked.Exchange(ref _since, NotWaiting) is not NotWaiting and var since)
        {
            Volatile.Write(ref _past, _past + time.GetElapsedTime(since).Ticks);
        }
    }
}
