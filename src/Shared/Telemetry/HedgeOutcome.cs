namespace Tollgate.Telemetry;

/// <summary>What became of a second attempt beside one that was late.</summary>
internal static class HedgeOutcome
{
    /// <summary>It answered.</summary>
    public const string Won = "won";

    /// <summary>It was made, and the first one answered, or neither did.</summary>
    public const string Lost = "lost";

    /// <summary>It was not made: nobody else could be asked, or nothing was left for it.</summary>
    public const string Refused = "refused";
}
