using System.Text.Json;
using System.Text.Json.Nodes;
using Tollgate.UpstreamSimulator.OpenAI;

namespace Tollgate.UpstreamSimulator.Ollama;

/// <summary>Says a request to Ollama's own API in the words of its OpenAI-compatible one.</summary>
internal static class OllamaRequest
{
    public static RequestFields ToOpenAI(RequestFields asked)
    {
        var told = new JsonObject { ["messages"] = Messages(asked.Required("messages", JsonValueKind.Array)) };
        if (asked.Optional("tools") is { } tools)
            told["tools"] = JsonNode.Parse(tools.GetRawText());
        if (asked.Optional("format") is { } format)
            told["response_format"] = Format(format);
        if (asked.Optional("options") is { } options)
        {
            Copy(options, "num_predict", told, "max_tokens");
            Copy(options, "stop", told, "stop");
            Copy(options, "temperature", told, "temperature");
        }

        return new RequestFields(JsonElement.Parse(told.ToJsonString()));
    }

    private static JsonArray Messages(JsonElement messages) => new([.. messages.EnumerateArray().Select((message, index) => Message(message, index))]);

    private static JsonObject Message(JsonElement message, int index)
    {
        var told = new JsonObject { ["role"] = message.GetProperty("role").GetString() };
        var text = message.TryGetProperty("content", out var content) ? content.GetString() : "";
        told["content"] = message.TryGetProperty("images", out var images) ? Parts(text, images) : text;
        if (message.TryGetProperty("tool_calls", out var calls))
        {
            // It knows no ids: a result follows the call that it belongs to.
            told["tool_calls"] = new JsonArray([.. calls.EnumerateArray().Select(_ => new JsonObject { ["id"] = $"call_{index}" })]);
        }

        if (message.GetProperty("role").ValueEquals("tool"))
            told["tool_call_id"] = $"call_{index - 1}";
        return told;
    }

    private static JsonArray Parts(string? text, JsonElement images) =>
    [
        new JsonObject { ["type"] = "text", ["text"] = text },
        .. images.EnumerateArray().Select(image => new JsonObject
        {
            ["type"] = "image_url",
            ["image_url"] = new JsonObject { ["url"] = $"data:image/png;base64,{image.GetString()}" },
        }),
    ];

    private static JsonObject Format(JsonElement format) => format.ValueKind is JsonValueKind.String
        ? new() { ["type"] = "json_object" }
        : new()
        {
            ["type"] = "json_schema",
            ["json_schema"] = new JsonObject { ["name"] = "answer", ["schema"] = JsonNode.Parse(format.GetRawText()) },
        };

    private static void Copy(JsonElement options, string name, JsonObject told, string newName)
    {
        if (options.TryGetProperty(name, out var value))
            told[newName] = JsonNode.Parse(value.GetRawText());
    }
}
