using System.Text.RegularExpressions;

namespace Tollgate.UpstreamSimulator;

/// <summary>
/// Commands within a prompt, as in <c>Hello [simulate: cut-after-3, crlf]</c>: they survive whatever lies between a test and its
/// upstream, a translation of the request included.
/// </summary>
internal static partial class SimulationCommand
{
    /// <summary>The fault names in the last command of <paramref name="text"/>; none without a command.</summary>
    public static string[] Find(string text)
    {
        var match = Pattern().Matches(text).LastOrDefault();
        return match?.Groups["names"].Value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries) ?? [];
    }

    public static string Strip(string text) => Pattern().Replace(text, "").Trim();

    [GeneratedRegex(@"\[simulate: (?<names>[a-z0-9, -]+)\]")]
    private static partial Regex Pattern();
}
