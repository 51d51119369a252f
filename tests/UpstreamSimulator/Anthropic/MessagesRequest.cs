using System.Text.Json;

namespace Tollgate.UpstreamSimulator.Anthropic;

/// <summary>A Messages request, checked as the real API checks it.</summary>
internal sealed record MessagesRequest
{
    private static readonly string[] Members =
    [
        "model", "messages", "max_tokens", "system", "metadata", "stop_sequences", "stream", "tools", "tool_choice",
        "thinking", "output_config", "service_tier", "cache_control", "inference_geo", "speed", "container",
    ];

    public required ClaudeModel Model { get; init; }

    public required IReadOnlyList<Turn> Turns { get; init; }

    public required ToolUse Tools { get; init; }

    public required ThinkingSettings Thinking { get; init; }

    /// <summary>The schema that the answer must keep to; null for free text.</summary>
    public required JsonElement? Format { get; init; }

    public required int MaxTokens { get; init; }

    public required IReadOnlyList<string> Stops { get; init; }

    public required bool IsStream { get; init; }

    public required int PromptTokens { get; init; }

    /// <summary>Lifetime of cache writes: an hour where any breakpoint asks for it.</summary>
    public required bool CachesForAnHour { get; init; }

    public static MessagesRequest Read(MessageFields body, ClaudeModel model, bool hasSampling)
    {
        body.Allow(hasSampling ? [.. Members, .. Sampling.Members] : Members);
        var maxTokens = body.Integer("max_tokens", 1) ?? throw MessageFields.Invalid("max_tokens: Field required");
        var system = SystemText(body);
        var turns = Turn.ReadAll(body, model);
        var tools = ToolUse.Read(body, model);
        var thinking = ThinkingSettings.Read(body, model, maxTokens, tools);
        Sampling.Check(body, model, thinking);
        body.OptionalObject("metadata")?.Allow("user_id");
        var all = JsonSerializer.Serialize(body.Required("messages"));
        return new MessagesRequest
        {
            Model = model,
            Turns = turns,
            Tools = tools,
            Thinking = thinking,
            Format = ReadFormat(body, model),
            MaxTokens = maxTokens,
            Stops = ReadStops(body),
            IsStream = body.Flag("stream"),
            PromptTokens = 3 + Tokens.Count(system) + turns.Sum(turn => turn.Tokens) + tools.PromptTokens,
            CachesForAnHour = all.Contains("\"ttl\":\"1h\"", StringComparison.Ordinal),
        };
    }

    private static string SystemText(MessageFields body)
    {
        if (body.Optional("system") is not { } system)
            return "";
        return system.ValueKind is JsonValueKind.String
            ? system.GetString()!
            : string.Concat(ContentBlock.ReadAll(system, "system").Select(block => block.Text));
    }

    private static JsonElement? ReadFormat(MessageFields body, ClaudeModel model)
    {
        if (body.OptionalObject("output_config") is not { } config)
            return null;
        config.Allow("effort", "format");
        if (config.OptionalObject("format") is not { } format)
            return null;
        if (!model.TakesFormat)
            throw MessageFields.Invalid("output_config.format: structured outputs are not supported on this model");
        format.Allow("type", "schema");
        if (format.RequiredText("type") != "json_schema")
            throw MessageFields.Invalid("output_config.format.type: Input should be 'json_schema'");
        var schema = format.Required("schema");
        OutputSchema.Check(schema, "output_config.format.schema");
        return schema;
    }

    private static string[] ReadStops(MessageFields body)
    {
        var stops = body.Items("stop_sequences").Select(stop => stop.Item.GetString()!).ToArray();
        return stops.All(stop => !string.IsNullOrWhiteSpace(stop))
            ? stops
            : throw MessageFields.Invalid("stop_sequences: each stop sequence must contain non-whitespace");
    }
}
