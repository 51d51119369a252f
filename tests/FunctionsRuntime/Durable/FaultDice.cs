namespace Tollgate.FunctionsRuntime.Durable;

/// <summary>The store's one seeded source of randomness.</summary>
internal sealed class FaultDice(int seed)
{
    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);

    public bool Hits(double probability)
    {
        lock (_gate)
        {
            return probability > 0 && _random.NextDouble() < probability;
        }
    }

    public TimeSpan UpTo(TimeSpan most)
    {
        lock (_gate)
        {
            return most > TimeSpan.Zero ? most * _random.NextDouble() : TimeSpan.Zero;
        }
    }

    public T Pick<T>(IReadOnlyList<T> items)
    {
        lock (_gate)
        {
            return items[_random.Next(items.Count)];
        }
    }

    public List<T> Shuffle<T>(List<T> items)
    {
        lock (_gate)
        {
            _random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(items));
            return items;
        }
    }
}
