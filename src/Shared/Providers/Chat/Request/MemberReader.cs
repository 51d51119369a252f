using System.Text.Json;
using Tollgate.Pipeline;

namespace Tollgate.Providers.Chat.Request;

/// <summary>Takes the members of an object one by one, each checked for its kind, and tells what was never asked for. A null is no value.</summary>
internal sealed class MemberReader
{
    private readonly Dictionary<string, JsonElement> _left = new(StringComparer.Ordinal);
    private readonly string _prefix;

    /// <param name="subject">An object.</param>
    /// <param name="path">Where it stands, empty for the body itself.</param>
    public MemberReader(JsonElement subject, string path = "")
    {
        _prefix = path.Length == 0 ? "" : path + ".";
        foreach (var member in subject.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null))
        {
            _left[member.Name] = member.Value;
        }
    }

    /// <summary>Leaves out members that are not for the reader.</summary>
    public MemberReader Without(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            _left.Remove(name);
        }

        return this;
    }

    public static RefusalException Unexpected(string path, string expected) =>
        new(Refusal.Invalid("invalid_value", $"Invalid value for '{path}': expected {expected}.", path));

    public string Path(string name) => _prefix + name;

    public JsonElement? Take(string name) => _left.Remove(name, out var value) ? value : null;

    public string? Text(string name) => Take(name, "a string", JsonValueKind.String)?.GetString();

    public string RequiredText(string name) => Text(name) is { Length: > 0 } text ? text : throw Unexpected(Path(name), "a string that is not empty");

    public bool? Bool(string name) => Take(name, "true or false", JsonValueKind.True, JsonValueKind.False)?.GetBoolean();

    public JsonElement? Object(string name) => Take(name, "an object", JsonValueKind.Object);

    public JsonElement? Array(string name) => Take(name, "an array", JsonValueKind.Array);

    public long? Integer(string name) => Take(name, "an integer", JsonValueKind.Number) is not { } value
        ? null
        : value.TryGetInt64(out var integer) ? integer
        : value.TryGetDecimal(out var whole) && whole == decimal.Truncate(whole) && Math.Abs(whole) <= long.MaxValue ? (long)whole
        : throw Unexpected(Path(name), "an integer");

    public decimal? Number(string name) => Take(name, "a number", JsonValueKind.Number) is not { } value
        ? null
        : value.TryGetDecimal(out var number) ? number : throw Unexpected(Path(name), "a number of usual size");

    /// <summary>What nobody has taken.</summary>
    /// <param name="known">Without these, which others have dealt with.</param>
    public IReadOnlyDictionary<string, JsonElement> Rest(params ReadOnlySpan<string> known)
    {
        foreach (var name in known)
        {
            _left.Remove(name);
        }

        return _left;
    }

    private JsonElement? Take(string name, string expected, params ReadOnlySpan<JsonValueKind> kinds) =>
        Take(name) is not { } value ? null : kinds.Contains(value.ValueKind) ? value : throw Unexpected(Path(name), expected);
}
