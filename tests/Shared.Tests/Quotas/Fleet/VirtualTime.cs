namespace Tollgate.Tests.Quotas.Fleet;

/// <summary>
/// The one clock and the one thread of a simulated fleet: events run in the order of their time, and of their making where
/// that is equal. What is awaited inside goes on inside, so that a run is a function of its seed.
/// </summary>
internal sealed class VirtualTime : SynchronizationContext
{
    private readonly PriorityQueue<(SendOrPostCallback Callback, object? State), (long At, long Order)> _events = new();
    private long _order;

    public static readonly DateTimeOffset Start = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Since the start.</summary>
    public TimeSpan Elapsed { get; private set; }

    public DateTimeOffset UtcNow => Start + Elapsed;

    public void At(TimeSpan when, Action action) => At(when, static action => ((Action)action!)(), action);

    public void In(TimeSpan delay, Action action) => At(Elapsed + delay, action);

    public void At(TimeSpan when, SendOrPostCallback callback, object? state) =>
        _events.Enqueue((callback, state), (Math.Max(when.Ticks, Elapsed.Ticks), _order++));

    /// <summary>Completes after so much virtual time.</summary>
    public Task Delay(TimeSpan delay)
    {
        var completion = new TaskCompletionSource();
        At(Elapsed + delay, static completion => ((TaskCompletionSource)completion!).SetResult(), completion);
        return completion.Task;
    }

    public override void Post(SendOrPostCallback d, object? state) => At(Elapsed, d, state);

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    /// <summary>Lets so much time pass.</summary>
    public void Run(TimeSpan span)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            var until = Elapsed + span;
            while (_events.TryPeek(out var next, out var key) && key.At <= until.Ticks)
            {
                _events.Dequeue();
                Elapsed = new TimeSpan(key.At);
                next.Callback(next.State);
            }

            Elapsed = until;
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }

    /// <summary>Runs until the work is done; fails when it takes longer than an hour of virtual time.</summary>
    public T Run<T>(Func<Task<T>> work)
    {
        Task<T>? task = null;
        In(TimeSpan.Zero, () => task = work());
        for (var seconds = 0; task is not { IsCompleted: true }; seconds++)
        {
            Assert.True(seconds < 3_600, "still waiting after an hour of virtual time");
            Run(TimeSpan.FromSeconds(1));
        }

        return task.GetAwaiter().GetResult();
    }
}
