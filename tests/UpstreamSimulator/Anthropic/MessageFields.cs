using System.Text.Json;
using Tollgate.UpstreamSimulator.OpenAI;

namespace Tollgate.UpstreamSimulator.Anthropic;

/// <summary>Reads the members of an object and refuses wrong ones in Anthropic's words.</summary>
internal readonly struct MessageFields(JsonElement subject, string path = "")
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };

    /// <exception cref="RefusedException">400: not a JSON object.</exception>
    public static MessageFields Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return Of(JsonElement.Parse(body.Span, Deep), "");
        }
        catch (JsonException)
        {
            throw Invalid("The request body is not valid JSON: unexpected character");
        }
    }

    public static MessageFields Of(JsonElement value, string path) =>
        value.ValueKind is JsonValueKind.Object ? new(value, path) : throw Invalid($"{path}: Input should be a valid dictionary");

    public static RefusedException Invalid(string message) => new(new(400, "invalid_request_error", null, message));

    public string Path(string name) => path.Length == 0 ? name : $"{path}.{name}";

    /// <exception cref="RefusedException">There is a member of another name.</exception>
    public void Allow(params string[] names)
    {
        foreach (var member in subject.EnumerateObject())
        {
            if (!names.Contains(member.Name))
                throw Invalid($"{Path(member.Name)}: Extra inputs are not permitted");
        }
    }

    /// <summary>The member, or null when it is absent or null.</summary>
    public JsonElement? Optional(string name) =>
        subject.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;

    public JsonElement Required(string name) => Optional(name) ?? throw Invalid($"{Path(name)}: Field required");

    public string RequiredText(string name) => Required(name) is { ValueKind: JsonValueKind.String } text
        ? text.GetString()!
        : throw Invalid($"{Path(name)}: Input should be a valid string");

    public string? Text(string name) => Optional(name) is null ? null : RequiredText(name);

    public MessageFields Object(string name) => Of(Required(name), Path(name));

    public MessageFields? OptionalObject(string name) => Optional(name) is null ? null : Object(name);

    public bool Flag(string name) => Optional(name) switch
    {
        null => false,
        { ValueKind: JsonValueKind.True or JsonValueKind.False } flag => flag.GetBoolean(),
        _ => throw Invalid($"{Path(name)}: Input should be a valid boolean"),
    };

    public int? Integer(string name, int minimum)
    {
        if (Optional(name) is not { } value)
            return null;
        if (value.ValueKind is not JsonValueKind.Number || !value.TryGetInt32(out var number))
            throw Invalid($"{Path(name)}: Input should be a valid integer");
        return number >= minimum ? number : throw Invalid($"{Path(name)}: Input should be greater than or equal to {minimum}");
    }

    public double? Fraction(string name)
    {
        if (Optional(name) is not { } value)
            return null;
        if (value.ValueKind is not JsonValueKind.Number)
            throw Invalid($"{Path(name)}: Input should be a valid number");
        return value.GetDouble() is var number and >= 0 and <= 1
            ? number
            : throw Invalid($"{Path(name)}: Input should be less than or equal to 1");
    }

    public IEnumerable<(JsonElement Item, string Path)> Items(string name)
    {
        var at = Path(name);
        return Optional(name) is not { } list ? []
            : list.ValueKind is JsonValueKind.Array ? list.EnumerateArray().Select((item, index) => (item, $"{at}.{index}"))
            : throw Invalid($"{at}: Input should be a valid list");
    }
}
