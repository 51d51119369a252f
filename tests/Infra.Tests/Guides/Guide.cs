using System.Text.RegularExpressions;

namespace Tollgate.Tests.Guides;

/// <param name="Path">Of the file.</param>
/// <param name="Text">Markdown.</param>
internal sealed partial record Guide(string Path, string Text)
{
    /// <summary>What is written about running the gateway on Azure.</summary>
    public static IReadOnlyList<Guide> All { get; } =
    [
        .. new[] { "README.md", "docs/deployment.md", "docs/costs.md" }.Concat(Repository.Files("docs/operations", "*.md"))
            .Select(path => new Guide(path, Repository.Read(path))),
    ];

    /// <summary>Targets of links within the repository.</summary>
    public IEnumerable<string> Links => Link().Matches(Text).Select(match => match.Groups["target"].Value)
        .Where(target => !target.Contains("://", StringComparison.Ordinal));

    /// <summary>Anchors that other files may point at, as GitHub makes them.</summary>
    public IEnumerable<string> Anchors => Heading().Matches(Text)
        .Select(match => NotInAnchor().Replace(match.Groups["title"].Value.ToLowerInvariant(), "").Replace(' ', '-'));

    /// <summary>Files of the repository that are named in code.</summary>
    public IEnumerable<string> Files => RepositoryPath().Matches(Text).Select(match => match.Value);

    public IEnumerable<string> Variables => Variable().Matches(Text).Select(match => match.Value).Distinct();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (?<title>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^a-z0-9 _-]")]
    private static partial Regex NotInAnchor();

    [GeneratedRegex(@"\b(scripts|infra|src|tests)/[\w./-]+\.(sh|ps1|json|bicep|kql|csproj|cs)\b")]
    private static partial Regex RepositoryPath();

    [GeneratedRegex(@"\bTOLLGATE_[A-Z_]+\b")]
    private static partial Regex Variable();
}
