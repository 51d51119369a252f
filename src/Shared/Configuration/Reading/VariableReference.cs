using System.Text.RegularExpressions;

namespace Tollgate.Configuration.Reading;

/// <summary>
/// <c>${NAME}</c> and <c>${NAME:-default}</c> in a configured text, replaced from the environment; <c>$${</c> stands for a
/// plain <c>${</c>.
/// </summary>
internal static partial class VariableReference
{
    /// <summary>The whole text is one reference without a default, so its value is in the environment and nowhere else.</summary>
    public static bool IsWhole(string text) => Whole().IsMatch(text);

    /// <summary>The text holds no reference at all.</summary>
    public static bool IsLiteral(string text) => !text.Contains("${", StringComparison.Ordinal);

    /// <summary>The text with its references replaced, or null with <paramref name="problem"/> saying what to do.</summary>
    public static string? Expand(string text, EnvironmentVariables environment, out string? problem)
    {
        string? found = null;
        var expanded = Reference().Replace(text, match =>
        {
            if (match.ValueSpan.StartsWith("$$"))
            {
                return "${";
            }

            if (!match.Groups["name"].Success)
            {
                found ??= "has a ${ that begins no ${NAME} or ${NAME:-default}; write $${ for a plain ${";
                return "";
            }

            var name = match.Groups["name"].Value;
            if (environment.Text(name) is { } value)
            {
                return value;
            }

            if (match.Groups["default"].Success)
            {
                return match.Groups["default"].Value;
            }

            found ??= $"needs the environment variable {name}, which is not set; set it or write ${{{name}:-default}}";
            return "";
        });
        problem = found;
        return found is null ? expanded : null;
    }

    [GeneratedRegex(@"^\$\{[A-Za-z_][A-Za-z0-9_]*\}\z")]
    private static partial Regex Whole();

    [GeneratedRegex(@"\$\$\{|\$\{(?:(?<name>[A-Za-z_][A-Za-z0-9_]*)(?::-(?<default>[^}]*))?\})?")]
    private static partial Regex Reference();
}
