using System.Text.Json;

namespace Tollgate.UpstreamSimulator.OpenAI;

/// <summary>Reads the members of a request and refuses wrong ones in OpenAI's words.</summary>
internal readonly struct RequestFields(JsonElement root, IReadOnlyCollection<string>? overlooked = null)
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };

    /// <exception cref="RefusedException">400: not a JSON object.</exception>
    public static RequestFields Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            var root = JsonElement.Parse(body.Span, Deep);
            if (root.ValueKind is JsonValueKind.Object)
                return new RequestFields(root);
        }
        catch (JsonException)
        {
            // Falls through to the refusal: OpenAI does not tell a broken body from one that is no object.
        }

        throw RefusedException.Invalid(
            "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP library correctly. The OpenAI API expects a JSON payload, but what was sent was not valid JSON.)",
            param: null,
            code: null);
    }

    /// <summary>The same request as a provider sees it that reads over some members.</summary>
    public RequestFields Without(IReadOnlyCollection<string> names) => new(root, names);
    public IEnumerable<string> Names => root.EnumerateObject().Select(member => member.Name);

    /// <summary>The member, or null when it is absent or null.</summary>
    public JsonElement? Optional(string name) => overlooked?.Contains(name) is not true
        && root.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;

    /// <summary>The member, which has to be there and of the kind.</summary>
    public JsonElement Required(string name, params JsonValueKind[] kinds)
    {
        var value = Optional(name) ?? throw Missing(name);
        return kinds.Contains(value.ValueKind) ? value : throw WrongType(name, Word(kinds[0]), value);
    }

    public string RequiredText(string name) => Required(name, JsonValueKind.String).GetString()!;

    public string? OptionalText(string name) => Optional(name) is not { } value ? null
        : value.ValueKind is JsonValueKind.String ? value.GetString()
        : throw WrongType(name, "a string", value);

    public bool Flag(string name, bool absent = false) => Optional(name) is not { } value ? absent
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
        : throw WrongType(name, "a boolean", value);

    public int? Integer(string name, int minimum, int maximum = int.MaxValue)
    {
        if (Optional(name) is not { } value)
            return null;
        if (value.ValueKind is not JsonValueKind.Number || !value.TryGetInt32(out var number))
            throw WrongType(name, "an integer", value);
        RequireRange(name, "integer", number, minimum, maximum);
        return number;
    }

    public void Decimal(string name, double minimum, double maximum)
    {
        if (Optional(name) is not { } value)
            return;
        if (value.ValueKind is not JsonValueKind.Number)
            throw WrongType(name, "a decimal", value);
        RequireRange(name, "decimal", value.GetDouble(), minimum, maximum);
    }

    public static RefusedException Missing(string param) =>
        RefusedException.Invalid($"Missing required parameter: '{param}'.", param, "missing_required_parameter");

    public static RefusedException WrongType(string param, string expected, JsonElement actual) => RefusedException.Invalid(
        $"Invalid type for '{param}': expected {expected}, but got {Word(actual.ValueKind)} instead.", param, "invalid_type");

    private static void RequireRange(string name, string kind, double value, double minimum, double maximum)
    {
        if (value < minimum)
        {
            throw RefusedException.Invalid(
                FormattableString.Invariant($"Invalid '{name}': {kind} below minimum value. Expected a value >= {minimum}, but got {value} instead."),
                name,
                $"{kind}_below_min_value");
        }

        if (value > maximum)
        {
            throw RefusedException.Invalid(
                FormattableString.Invariant($"Invalid '{name}': {kind} above maximum value. Expected a value <= {maximum}, but got {value} instead."),
                name,
                $"{kind}_above_max_value");
        }
    }

    private static string Word(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        _ => "null",
    };
}
