using System.Text.Json;

namespace Tollgate.Providers.Bedrock.Request;

/// <summary>
/// The member <c>additionalModelRequestFields</c>: what a model takes beside Converse's own. What the client wrote there itself
/// stands; the gateway adds to it.
/// </summary>
internal sealed class ModelFields
{
    private readonly Dictionary<string, Action<Utf8JsonWriter>> _fields = new(StringComparer.Ordinal);

    /// <param name="given">The client's own; undefined for none.</param>
    public ModelFields(JsonElement given)
    {
        if (given.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in given.EnumerateObject())
            {
                _fields[field.Name] = field.Value.WriteTo;
            }
        }
    }

    public bool Has(string name) => _fields.ContainsKey(name);

    public void Add(string name, Action<Utf8JsonWriter> value) => _fields.TryAdd(name, value);

    public void Write(Utf8JsonWriter json)
    {
        if (_fields.Count == 0)
        {
            return;
        }

        json.WriteStartObject("additionalModelRequestFields"u8);
        foreach (var (name, write) in _fields)
        {
            json.WritePropertyName(name);
            write(json);
        }

        json.WriteEndObject();
    }
}
