namespace Tollgate.Pricing;

/// <summary>What a model costs, in US dollars per million tokens. Absent prices fall back as each property says.</summary>
internal sealed record ModelPrice
{
    public required decimal Input { get; init; }

    public required decimal Output { get; init; }

    /// <summary>Default: the input price.</summary>
    public decimal? CacheRead { get; init; }

    /// <summary>Default: the input price.</summary>
    public decimal? CacheWrite { get; init; }

    /// <summary>Default: the price of <see cref="CacheWrite"/>.</summary>
    public decimal? CacheWriteHour { get; init; }

    /// <summary>Default: the input price.</summary>
    public decimal? AudioInput { get; init; }

    /// <summary>Default: the price of <see cref="CacheRead"/> if there is one, else that of <see cref="AudioInput"/>.</summary>
    public decimal? AudioCacheRead { get; init; }

    /// <summary>Default: the output price.</summary>
    public decimal? AudioOutput { get; init; }

    /// <summary>Default: the output price.</summary>
    public decimal? Reasoning { get; init; }

    /// <summary>
    /// Prices for long contexts, by ascending threshold. The last tier whose threshold the total input exceeds prices the
    /// whole request, as the providers bill it.
    /// </summary>
    public IReadOnlyList<PriceTier> Tiers
    {
        get;
        init => field = value ?? []; // Source-generated JSON sets what the text leaves out to null, past any initialiser.
    } = [];
}
