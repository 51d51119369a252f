using System.Text.RegularExpressions;

namespace Tollgate.Secrets;

/// <summary>A secret's place in a vault, written <c>keyvault://name</c> or <c>keyvault://name/version</c>.</summary>
/// <param name="Name">As the vault has it, in any case.</param>
/// <param name="Version">Null: the current one.</param>
internal sealed partial record SecretReference(string Name, string? Version = null)
{
    /// <summary>For error messages.</summary>
    public const string Rule = "must be keyvault://name or keyvault://name/version, with letters, digits and hyphens in the name";

    private const string Scheme = "keyvault://";

    /// <summary>The text means a vault, well or badly written: it is never a secret itself.</summary>
    public static bool IsMeantBy(string text) => text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>Null when it is not written by <see cref="Rule"/>.</summary>
    public static SecretReference? Parse(string text)
    {
        var match = Form().Match(text);
        return match.Success
            ? new SecretReference(match.Groups["name"].Value.ToLowerInvariant(), match.Groups["version"] is { Success: true, Value: var version } ? version : null)
            : null;
    }

    public override string ToString() => Version is null ? $"{Scheme}{Name}" : $"{Scheme}{Name}/{Version}";

    [GeneratedRegex(@"^keyvault://(?<name>[0-9a-z-]{1,127})(/(?<version>[0-9a-z]{1,64}))?\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
