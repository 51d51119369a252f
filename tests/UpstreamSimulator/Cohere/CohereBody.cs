using System.Text.Json;

namespace Tollgate.UpstreamSimulator.Cohere;

/// <summary>Reads the members of an object and refuses wrong ones as Cohere does.</summary>
internal readonly struct CohereBody(JsonElement root)
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };

    public static CohereBody Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            var root = JsonElement.Parse(body.Span, Deep);
            if (root.ValueKind is JsonValueKind.Object)
                return new CohereBody(root);
        }
        catch (JsonException)
        {
            // Refused below, like JSON that is no object.
        }

        throw CohereErrors.Refuse(400, "invalid json syntax");
    }

    /// <summary>Unlike OpenAI, Cohere refuses what it does not know.</summary>
    public CohereBody Knowing(params string[] names)
    {
        foreach (var member in root.EnumerateObject())
        {
            if (!names.Contains(member.Name))
                throw CohereErrors.Refuse(422, $"unknown field: parameter '{member.Name}' is not a valid field");
        }

        return this;
    }

    public JsonElement? Optional(string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;

    public JsonElement Required(string name) => Optional(name) ?? throw Invalid($"{name} is required");

    public string RequiredText(string name) => Required(name) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } text
        ? text
        : throw Invalid($"{name} must be a string that is not empty");

    public string? Text(string name) => Optional(name)?.GetString();

    public bool Flag(string name) => Optional(name)?.GetBoolean() ?? false;

    public int? Integer(string name, int minimum, int maximum = int.MaxValue)
    {
        if (Optional(name) is not { } value)
            return null;
        return value.TryGetInt32(out var number) && number >= minimum && number <= maximum
            ? number
            : throw Invalid($"{name} must be an integer between {minimum} and {maximum} inclusive");
    }

    public void Number(string name, double minimum, double maximum)
    {
        if (Optional(name) is { } value && (value.GetDouble() < minimum || value.GetDouble() > maximum))
            throw Invalid(FormattableString.Invariant($"{name} must be between {minimum} and {maximum} inclusive"));
    }

    public string? Choice(string name, params string[] values) => Text(name) is not { } value ? null
        : values.Contains(value) ? value
        : throw Invalid($"{name} must be one of {string.Join(", ", values)}");

    public static OpenAI.RefusedException Invalid(string message) => CohereErrors.Refuse(400, "invalid request: " + message);
}
