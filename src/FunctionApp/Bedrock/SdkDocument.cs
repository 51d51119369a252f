using System.Text.Json;
using Amazon.Runtime.Documents;

namespace Tollgate.FunctionApp.Bedrock;

/// <summary>The SDK's type for JSON of any shape, from and to JSON.</summary>
internal static class SdkDocument
{
    public static Document Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => new Document(json.EnumerateObject().ToDictionary(member => member.Name, member => Read(member.Value))),
        JsonValueKind.Array => new Document(json.EnumerateArray().Select(Read).ToList()),
        JsonValueKind.String => new Document(json.GetString()),
        JsonValueKind.Number when json.TryGetInt32(out var small) => new Document(small),
        JsonValueKind.Number when json.TryGetInt64(out var large) => new Document(large),
        JsonValueKind.Number => new Document(json.GetDouble()),
        JsonValueKind.True or JsonValueKind.False => new Document(json.GetBoolean()),
        _ => default,
    };

    public static void Write(Utf8JsonWriter json, Document document)
    {
        switch (document.Type)
        {
            case DocumentType.Dictionary:
                json.WriteStartObject();
                foreach (var (name, value) in document.AsDictionary())
                {
                    json.WritePropertyName(name);
                    Write(json, value);
                }

                json.WriteEndObject();
                break;
            case DocumentType.List:
                json.WriteStartArray();
                foreach (var value in document.AsList())
                {
                    Write(json, value);
                }

                json.WriteEndArray();
                break;
            case DocumentType.String:
                json.WriteStringValue(document.AsString());
                break;
            case DocumentType.Int:
                json.WriteNumberValue(document.AsInt());
                break;
            case DocumentType.Long:
                json.WriteNumberValue(document.AsLong());
                break;
            case DocumentType.Double:
                json.WriteNumberValue(document.AsDouble());
                break;
            case DocumentType.Bool:
                json.WriteBooleanValue(document.AsBool());
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }
}
