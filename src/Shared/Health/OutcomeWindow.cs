namespace Tollgate.Health;

/// <summary>Every outcome of one provider in the last five minutes, by slices of time: however many there are, they take the same room.</summary>
internal sealed class OutcomeWindow
{
    /// <summary>The oldest goes as a whole when a new one begins.</summary>
    private static readonly TimeSpan SliceSpan = TimeSpan.FromSeconds(10);

    private const int Slices = 30;

    private readonly Lock _lock = new();
    private readonly OutcomeSlice?[] _ring = new OutcomeSlice?[Slices];

    public void Add(ProviderOutcome outcome, TimeProvider time)
    {
        var number = Number(time);
        lock (_lock)
        {
            ref var slice = ref _ring[number % Slices];
            if (slice?.Number != number)
            {
                slice = new OutcomeSlice(number);
            }

            slice.Add(outcome);
        }
    }

    public ProviderSummary Summarize(TimeProvider time)
    {
        var oldest = Number(time) - Slices + 1;
        var sum = new OutcomeSlice(oldest);
        lock (_lock)
        {
            foreach (var slice in _ring)
            {
                if (slice?.Number >= oldest)
                {
                    sum.Add(slice);
                }
            }
        }

        return sum.Summarize();
    }

    private static long Number(TimeProvider time) => time.GetElapsedTime(0).Ticks / SliceSpan.Ticks;
}
