namespace Tollgate.Analytics.Statistics;

/// <summary>How a figure of one group differs from the same figure of another.</summary>
/// <param name="Difference">Of the group less the control; null where one of them has no figure.</param>
/// <param name="Interval">Where the true difference lies with 95 % confidence; null where there is too little to tell.</param>
/// <param name="PValue">How likely chance alone brings a difference of at least this size; null likewise.</param>
/// <param name="Doubt">Why nothing should be concluded yet; null: nothing speaks against it.</param>
internal sealed record Comparison(double? Difference, (double Low, double High)? Interval, double? PValue, string? Doubt)
{
    private const double Level = 0.05;

    /// <summary>Chance is an unlikely explanation, and there is enough to say so.</summary>
    public bool IsSignificant => PValue < Level && Doubt is null;
}
