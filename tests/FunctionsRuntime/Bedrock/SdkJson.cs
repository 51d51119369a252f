using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.Runtime.Documents;

namespace Tollgate.FunctionsRuntime.Bedrock;

/// <summary>Writes and reads the SDK's objects as the service's JSON, by the names of their properties: what is null is not written.</summary>
internal static class SdkJson
{
    private const string InThePath = "ModelId";

    public static byte[] Write(object request) => JsonSerializer.SerializeToUtf8Bytes(ToNode(request));

    public static object? Read(JsonElement json, Type type)
    {
        var wanted = Nullable.GetUnderlyingType(type) ?? type;
        return wanted switch
        {
            _ when wanted == typeof(string) => json.GetString(),
            _ when wanted == typeof(int) => json.GetInt32(),
            _ when wanted == typeof(MemoryStream) => new MemoryStream(json.GetBytesFromBase64()),
            _ when wanted == typeof(Document) => ToDocument(json),
            _ when wanted.IsSubclassOf(typeof(ConstantClass)) => Activator.CreateInstance(wanted, json.GetString()),
            _ when wanted.IsAssignableTo(typeof(IList)) => ReadList(json, wanted),
            _ => ReadObject(json, wanted),
        };
    }

    private static IList ReadList(JsonElement json, Type type)
    {
        var list = (IList)Activator.CreateInstance(type)!;
        foreach (var item in json.EnumerateArray())
        {
            list.Add(Read(item, type.GetGenericArguments()[0]));
        }

        return list;
    }

    private static object ReadObject(JsonElement json, Type type)
    {
        var value = Activator.CreateInstance(type)!;
        foreach (var property in OwnProperties(type))
        {
            if (json.TryGetProperty(NameOf(property), out var member))
            {
                property.SetValue(value, Read(member, property.PropertyType));
            }
        }

        return value;
    }

    private static JsonNode? ToNode(object? value) => value switch
    {
        null => null,
        string text => text,
        int number => number,
        float number => JsonNode.Parse(JsonSerializer.Serialize(number)),
        bool flag => flag,
        MemoryStream bytes => Convert.ToBase64String(bytes.ToArray()),
        ConstantClass constant => constant.Value,
        Document document => OfDocument(document),
        IDictionary<string, string> map => new JsonObject(map.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
        IList list => new JsonArray([.. list.Cast<object>().Select(ToNode)]),
        _ => ToObject(value),
    };

    private static JsonObject ToObject(object value)
    {
        var json = new JsonObject();
        foreach (var property in OwnProperties(value.GetType()).Where(property => property.Name != InThePath))
        {
            var member = property.GetValue(value);
            if (member is not null and not Document { Type: DocumentType.Null })
            {
                json[NameOf(property)] = ToNode(member);
            }
        }

        return json;
    }

    private static JsonNode? OfDocument(Document document) => document.Type switch
    {
        DocumentType.Null => null,
        DocumentType.Bool => document.AsBool(),
        DocumentType.Int => document.AsInt(),
        DocumentType.Long => document.AsLong(),
        DocumentType.Double => document.AsDouble(),
        DocumentType.String => document.AsString(),
        DocumentType.List => new JsonArray([.. document.AsList().Select(OfDocument)]),
        _ => new JsonObject(document.AsDictionary().Select(pair => KeyValuePair.Create(pair.Key, OfDocument(pair.Value)))),
    };

    private static Document ToDocument(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => new Document(json.GetBoolean()),
        JsonValueKind.Number when json.TryGetInt32(out var small) => new Document(small),
        JsonValueKind.Number when json.TryGetInt64(out var large) => new Document(large),
        JsonValueKind.Number => new Document(json.GetDouble()),
        JsonValueKind.String => new Document(json.GetString()),
        JsonValueKind.Array => new Document(json.EnumerateArray().Select(ToDocument).ToList()),
        JsonValueKind.Object => new Document(json.EnumerateObject().ToDictionary(member => member.Name, member => ToDocument(member.Value))),
        _ => default,
    };

    private static PropertyInfo[] OwnProperties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);

    private static string NameOf(PropertyInfo property) => char.ToLowerInvariant(property.Name[0]) + property.Name[1..];
}
