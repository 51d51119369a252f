using System.Text.Json;

namespace Tollgate.Tests.Providers.Bedrock;

/// <summary>Holds JSON against a service's description as AWS publishes it.</summary>
internal sealed class ServiceShapes(JsonElement description)
{
    private readonly JsonElement _shapes = description.GetProperty("shapes");

    /// <summary>What is wrong, each with its path; nothing if all is well.</summary>
    /// <param name="json">A request's body.</param>
    /// <param name="shape">The name of its shape.</param>
    /// <param name="without">A member that does not travel in the body.</param>
    public List<string> Faults(JsonElement json, string shape, string without)
    {
        var faults = new List<string>();
        Check(json, _shapes.GetProperty(shape), shape, without, faults);
        return faults;
    }

    private void Check(JsonElement json, JsonElement shape, string path, string? without, List<string> faults)
    {
        var type = shape.GetProperty("type").GetString();
        if (type == "structure" && !IsDocument(shape))
        {
            CheckStructure(json, shape, path, without, faults);
        }
        else if (type == "list")
        {
            Expect(json, JsonValueKind.Array, path, faults);
            foreach (var item in json.EnumerateArray())
            {
                Check(item, Named(shape.GetProperty("member")), path + "[]", null, faults);
            }
        }
        else if (type == "map")
        {
            Expect(json, JsonValueKind.Object, path, faults);
        }
        else if (type is "string" or "blob")
        {
            Expect(json, JsonValueKind.String, path, faults);
            CheckText(json, shape, path, faults);
        }
        else if (type is "integer" or "float" or "long" or "double")
        {
            Expect(json, JsonValueKind.Number, path, faults);
        }
    }

    private void CheckStructure(JsonElement json, JsonElement shape, string path, string? without, List<string> faults)
    {
        Expect(json, JsonValueKind.Object, path, faults);
        var members = shape.GetProperty("members");
        foreach (var member in json.EnumerateObject())
        {
            if (members.TryGetProperty(member.Name, out var described))
            {
                Check(member.Value, Named(described), $"{path}.{member.Name}", null, faults);
            }
            else
            {
                faults.Add($"{path}.{member.Name} is unknown");
            }
        }

        if (shape.TryGetProperty("required", out var required))
        {
            faults.AddRange(required.EnumerateArray().Select(name => name.GetString()!)
                .Where(name => name != without && !json.TryGetProperty(name, out _)).Select(name => $"{path}.{name} is missing"));
        }

        if (shape.TryGetProperty("union", out var union) && union.GetBoolean() && json.EnumerateObject().Count() != 1)
        {
            faults.Add($"{path} has not exactly one member");
        }
    }

    private static void CheckText(JsonElement json, JsonElement shape, string path, List<string> faults)
    {
        if (shape.TryGetProperty("enum", out var values) && !values.EnumerateArray().Any(value => value.GetString() == json.GetString()))
        {
            faults.Add($"{path} is none of the enum: {json}");
        }

        if (shape.TryGetProperty("min", out var least) && json.GetString()!.Length < least.GetInt32())
        {
            faults.Add($"{path} is too short");
        }
    }

    private static bool IsDocument(JsonElement shape) => shape.TryGetProperty("document", out var document) && document.GetBoolean();

    private static void Expect(JsonElement json, JsonValueKind kind, string path, List<string> faults)
    {
        if (json.ValueKind != kind)
        {
            faults.Add($"{path} is {json.ValueKind} and not {kind}");
        }
    }

    private JsonElement Named(JsonElement reference) => _shapes.GetProperty(reference.GetProperty("shape").GetString()!);
}
