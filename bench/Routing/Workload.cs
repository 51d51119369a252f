namespace Tollgate.RoutingReplay;

/// <summary>A thousand requests as an internal platform sees them: many small and simple ones, a few long and hard ones.</summary>
internal static class Workload
{
    private const int Requests = 1_000;

    /// <summary>Standard deviation of the logarithm of a length: two of three are within a factor of 1.6 of the median.</summary>
    private const double Spread = 0.5;

    public static readonly TaskKind[] Kinds =
    [
        new("classify", 25, 400, 10, 60),
        new("extract", 20, 1_500, 200, 60),
        new("chat", 25, 800, 350, 75),
        new("summarize", 12, 6_000, 500, 75),
        new("code", 10, 2_500, 900, 85),
        new("reason", 8, 1_500, 2_500, 95),
    ];

    /// <summary>The same ones every time, in a mixed order.</summary>
    public static WorkItem[] Create()
    {
        var random = new Random(20_261_121);
        WorkItem[] items = [.. Kinds.SelectMany(kind => Enumerable.Range(0, Requests * kind.Share / 100)
            .Select(_ => new WorkItem(kind, Length(random, kind.Input), Length(random, kind.Output))))];
        random.Shuffle(items);
        return items;
    }

    private static int Length(Random random, int median)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return Math.Max(1, (int)Math.Round(median * Math.Exp(Spread * normal)));
    }
}
