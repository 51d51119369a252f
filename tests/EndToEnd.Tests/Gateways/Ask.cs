using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tollgate.Tests.Gateways;

/// <summary>Chat calls that say one thing.</summary>
internal static class Ask
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Call Whole(string text, string model = "chat") => new() { Text = Body(text, model) };

    public static Call Stream(string text, string model = "chat", bool includeUsage = false) => new()
    {
        Text = includeUsage
            ? Body(text, model, ("stream", true), ("stream_options", new JsonObject { ["include_usage"] = true }))
            : Body(text, model, ("stream", true)),
    };

    /// <summary>A chat request of one message, with further members.</summary>
    public static string Body(string text, string model = "chat", params (string Name, JsonNode? Value)[] members)
    {
        var body = new JsonObject
        {
            ["model"] = model,
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = text }),
        };
        foreach (var (name, value) in members)
        {
            body[name] = value;
        }

        return body.ToJsonString(Readable);
    }
}
