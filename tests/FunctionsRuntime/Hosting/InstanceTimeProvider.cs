namespace Tollgate.FunctionsRuntime;

/// <summary>The fleet's clock as one instance sees it: its timers fall silent when it is killed.</summary>
internal sealed class InstanceTimeProvider(TimeProvider time, CancellationToken killed) : TimeProvider
{
    public override long TimestampFrequency => time.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => time.LocalTimeZone;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(
            it =>
            {
                if (!killed.IsCancellationRequested)
                {
                    callback(it);
                }
            },
            state,
            dueTime,
            period);
}
