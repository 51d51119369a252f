namespace Tollgate.Pipeline;

/// <summary>
/// Adds up the time that a request spends waiting for providers, as far as the client's first byte has to wait for it. Written
/// by the pipeline; a keep-alive comment that goes out meanwhile reads it from another thread.
/// </summary>
internal sealed class UpstreamWait(TimeProvider time)
{
    private const long NotWaiting = -1;

    private long _past;
    private long _since = NotWaiting;
    private long _heard;
    private long _before;

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

    /// <summary>The waits since the attempt under way began.</summary>
    public TimeSpan OfAttempt => Total - new TimeSpan(Volatile.Read(ref _before));

    /// <summary>Since anything was last heard of the provider, or it was asked.</summary>
    public TimeSpan Silence => time.GetElapsedTime(Volatile.Read(ref _heard));

    public void Begin()
    {
        Volatile.Write(ref _before, Volatile.Read(ref _past));
        Volatile.Write(ref _heard, time.GetTimestamp());
        Volatile.Write(ref _since, _heard);
    }

    /// <summary>The provider was heard of.</summary>
    public void Heard()
    {
        Volatile.Write(ref _heard, time.GetTimestamp());
        End();
    }

    /// <summary>Does nothing when no wait has begun.</summary>
    public void End()
    {
        if (Interlocked.Exchange(ref _since, NotWaiting) is not NotWaiting and var since)
        {
            Volatile.Write(ref _past, _past + time.GetElapsedTime(since).Ticks);
        }
    }
}
