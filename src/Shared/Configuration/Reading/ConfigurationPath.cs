using System.Text.Encodings.Web;
using System.Text.RegularExpressions;

namespace Tollgate.Configuration.Reading;

/// <summary>Where a value stands in the document, for people (<see cref="Text"/>) and in general (<see cref="Pattern"/>).</summary>
/// <param name="Text">As in <c>models["gpt-4.1"].targets[0]</c>.</param>
/// <param name="Pattern">As in <c>models.*.targets[]</c>.</param>
/// <param name="Name">The last member's name.</param>
internal sealed partial record ConfigurationPath(string Text, string Pattern, string Name)
{
    public static ConfigurationPath Root { get; } = new("", "", "");

    /// <summary>A member whose name the gateway defines.</summary>
    public ConfigurationPath Member(string name) => new(Append(name), Pattern.Length == 0 ? name : $"{Pattern}.{name}", name);

    /// <summary>A member whose name the operator chose.</summary>
    public ConfigurationPath Entry(string name) => new(Append(name), $"{Pattern}.*", name);

    public ConfigurationPath Item(int index) => new($"{Text}[{index}]", $"{Pattern}[]", Name);

    public override string ToString() => Text;

    private string Append(string name) =>
        !Plain().IsMatch(name) ? $"{Text}[\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(name)}\"]"
        : Text.Length == 0 ? name
        : $"{Text}.{name}";

    [GeneratedRegex(@"^[A-Za-z_$][A-Za-z0-9_-]*\z")]
    private static partial Regex Plain();
}
