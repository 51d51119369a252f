using System.Text.Json;

namespace Tollgate.UpstreamSimulator.Cohere;

/// <summary>A chat request, checked.</summary>
internal sealed record ChatRequest
{
    private const int MostStops = 5;

    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    public required IReadOnlyList<(string Name, JsonElement Parameters)> Tools { get; init; }

    /// <summary><c>REQUIRED</c>, <c>NONE</c> or null.</summary>
    public string? ToolChoice { get; init; }

    public required IReadOnlyList<JsonElement> Documents { get; init; }

    /// <summary>JSON is wanted; null for text.</summary>
    public JsonElement? Format { get; init; }

    public required IReadOnlyList<string> Stops { get; init; }

    public int MaxTokens { get; init; }

    public int ThinkingTokens { get; init; }

    public bool Logprobs { get; init; }

    public bool Stream { get; init; }

    public int BilledTokens { get; init; }

    public static ChatRequest Read(CohereCall call)
    {
        var body = call.Body.Knowing(
            "model", "messages", "stream", "tools", "tool_choice", "strict_tools", "documents", "citation_options", "response_format", "safety_mode",
            "max_tokens", "stop_sequences", "temperature", "seed", "frequency_penalty", "presence_penalty", "k", "p", "logprobs", "thinking", "priority");
        CheckSampling(body);
        var messages = ReadMessages(body, call.Model);
        var tools = body.Optional("tools")?.EnumerateArray().Select(ReadTool).ToArray() ?? [];
        var choice = body.Choice("tool_choice", "REQUIRED", "NONE");
        if (choice is not null && tools.Length == 0)
            throw CohereBody.Invalid("tool_choice may only be used with tools");
        return new ChatRequest
        {
            Messages = messages,
            Tools = tools,
            ToolChoice = choice,
            Documents = [.. body.Optional("documents")?.EnumerateArray() ?? default],
            Format = ReadFormat(body, tools.Length > 0),
            Stops = ReadStops(body),
            MaxTokens = body.Integer("max_tokens", 1) ?? int.MaxValue,
            ThinkingTokens = Thinking.TokensFor(call),
            Logprobs = body.Flag("logprobs"),
            Stream = body.Flag("stream"),
            BilledTokens = messages.Sum(message => message.BilledTokens)
                + Tokens.Count(body.Optional("tools")?.GetRawText() ?? "")
                + Tokens.Count(body.Optional("documents")?.GetRawText() ?? ""),
        };
    }

    private static void CheckSampling(CohereBody body)
    {
        body.Number("temperature", 0, 1);
        body.Number("frequency_penalty", 0, 1);
        body.Number("presence_penalty", 0, 1);
        body.Number("p", 0.01, 0.99);
        body.Integer("k", 0, 500);
        body.Choice("safety_mode", "CONTEXTUAL", "STRICT", "OFF");
    }

    private static ChatMessage[] ReadMessages(CohereBody body, string model)
    {
        var messages = body.Required("messages").EnumerateArray().Select(ChatMessage.Read).ToArray();
        if (messages.Length == 0)
            throw CohereBody.Invalid("messages must not be empty");
        if (!CohereModel.Sees(model) && messages.Any(message => message.Images > 0))
            throw CohereBody.Invalid($"model '{model}' does not support image content");

        var called = messages.SelectMany(message => message.Calls).ToHashSet();
        return messages.All(message => message.ToolCallId is not { } id || called.Contains(id))
            ? messages
            : throw CohereBody.Invalid("tool message must answer a tool call of an earlier message");
    }

    private static (string Name, JsonElement Parameters) ReadTool(JsonElement tool)
    {
        var function = new CohereBody(new CohereBody(tool).Knowing("type", "function").Required("function")).Knowing("name", "description", "parameters");
        return (function.RequiredText("name"), function.Required("parameters"));
    }

    private static JsonElement? ReadFormat(CohereBody body, bool hasTools)
    {
        if (body.Optional("response_format") is not { } format || format.GetProperty("type").ValueEquals("text"u8))
            return null;
        if (hasTools)
            throw CohereBody.Invalid("response_format is not supported in combination with tools");
        var fields = new CohereBody(format).Knowing("type", "json_schema");
        return fields.RequiredText("type") is "json_object" ? format : throw CohereBody.Invalid("response_format.type must be one of text, json_object");
    }

    private static string[] ReadStops(CohereBody body)
    {
        string[] stops = [.. body.Optional("stop_sequences")?.EnumerateArray().Select(stop => stop.GetString()!) ?? []];
        return stops.Length <= MostStops ? stops : throw CohereBody.Invalid($"stop_sequences must have at most {MostStops} entries");
    }
}
