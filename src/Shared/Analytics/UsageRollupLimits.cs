namespace Tollgate.Analytics;

/// <summary>How much room the names of a roll-up have.</summary>
/// <param name="MaxNames">Distinct names, besides the one for the tail.</param>
/// <param name="MaxNameBytes">Bytes of all names together as JSON writes them: a name may be six times as long as it looks.</param>
internal sealed record UsageRollupLimits(int MaxNames, int MaxNameBytes)
{
    private const int EscapedBytes = 6;

    public bool HasRoom(List<string> names, string name)
    {
        if (names.Count >= MaxNames)
        {
            return false;
        }

        var bytes = WrittenBytes(name);
        foreach (var other in names)
        {
            bytes += WrittenBytes(other);
        }

        return bytes <= MaxNameBytes;
    }

    // An upper bound: what might be escaped counts as escaped.
    private static int WrittenBytes(string name)
    {
        var bytes = 0;
        foreach (var character in name)
        {
            bytes += char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' or ':' or '@' or '/' or '|' or ' ' or '(' or ')'
                ? 1
                : EscapedBytes;
        }

        return bytes;
    }
}
