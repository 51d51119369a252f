using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tollgate.Pricing;

/// <summary>Reads and writes <see cref="ModelCapabilities"/> as an array of names. An unknown name is an error.</summary>
internal sealed class ModelCapabilitiesConverter : JsonConverter<ModelCapabilities>
{
    public override ModelCapabilities Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("Capabilities are an array of names.");

        var capabilities = ModelCapabilities.None;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var name = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            var capability = ModelCapabilityNames.Parse(name);
            if (capability == ModelCapabilities.None)
                throw new JsonException($"'{name}' is no capability.");
            capabilities |= capability;
        }

        return capabilities;
    }

    public override void Write(Utf8JsonWriter writer, ModelCapabilities value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var name in ModelCapabilityNames.Of(value))
            writer.WriteStringValue(name);
        writer.WriteEndArray();
    }
}
