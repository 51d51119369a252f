using System.Text.RegularExpressions;

namespace Tollgate.Providers.Bedrock.Request;

/// <summary>
/// The names of a request's documents. Bedrock wants one for each, no two alike, of letters, digits, hyphens, brackets and
/// single spaces.
/// </summary>
internal sealed partial class DocumentNames
{
    private const int LongestName = 180;

    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public string NameOf(string? fileName)
    {
        var name = Disallowed().Replace(Path.GetFileNameWithoutExtension(fileName ?? ""), " ").Trim();
        name = name.Length == 0 ? "document" : name[..Math.Min(name.Length, LongestName)].TrimEnd();
        var unique = name;
        for (var number = 2; !_taken.Add(unique); number++)
        {
            unique = $"{name} ({number})";
        }

        return unique;
    }

    [GeneratedRegex(@"[^A-Za-z0-9\-()\[\]]+")]
    private static partial Regex Disallowed();
}
