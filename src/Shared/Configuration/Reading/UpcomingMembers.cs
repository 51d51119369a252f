using System.Collections.Frozen;

namespace Tollgate.Configuration.Reading;

/// <summary>
/// Members that belong to features which do not exist yet. They are refused like any unknown member, with a reason: a
/// setting that is accepted and has no effect would be a lie.
/// </summary>
internal static class UpcomingMembers
{
    public const string Message = "is not in this version, so it would have no effect; remove it";

    private static readonly FrozenSet<string> Patterns = new[]
    {
        "cache", "logging.output",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static bool Contains(string pattern) => Patterns.Contains(pattern);
}
