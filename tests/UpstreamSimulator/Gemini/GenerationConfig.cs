using System.Text.Json;

namespace Tollgate.UpstreamSimulator.Gemini;

/// <summary><c>generationConfig</c>, checked.</summary>
internal sealed record GenerationConfig
{
    public int Candidates { get; private init; } = 1;

    /// <summary>Upper bound of a candidate's tokens, thoughts included; null for none.</summary>
    public int? MaxTokens { get; private init; }

    public IReadOnlyList<string> Stops { get; private init; } = [];

    public bool IsJson { get; private init; }

    public JsonElement? Schema { get; private init; }

    /// <summary>Alternatives to list for each token; null for no log probabilities at all.</summary>
    public int? TopLogprobs { get; private init; }

    public int ThinkingTokens { get; private init; }

    public bool ShowsThoughts { get; private init; }

    public static GenerationConfig Read(JsonElement? given, GeminiModel model, int maxCandidates, int maxStops)
    {
        if (given is not { } config)
            return new GenerationConfig { ThinkingTokens = model.Reasons ? 64 : 0 };

        config.RequireOnly(
            "generation_config", "maxOutputTokens", "temperature", "topP", "topK", "candidateCount", "stopSequences", "presencePenalty", "frequencyPenalty", "seed",
            "responseMimeType", "responseSchema", "responseJsonSchema", "responseLogprobs", "logprobs", "thinkingConfig", "mediaResolution", "responseModalities");
        Range(config, "temperature", 0, 2);
        Range(config, "topP", 0, 1);
        var stops = config.List("stopSequences").Select(stop => stop.GetString()!).ToArray();
        if (stops.Length > maxStops)
            throw new GeminiRefusedException(GeminiError.Invalid($"* GenerateContentRequest.generation_config.stop_sequences: the number of stop sequences must be at most {maxStops}.\n"));
        var schema = config.Find("responseJsonSchema") ?? config.Find("responseSchema");
        var isJson = config.FindText("responseMimeType") == "application/json";
        if (schema is not null && !isJson)
            throw new GeminiRefusedException(GeminiError.Invalid("* GenerateContentRequest.generation_config.response_json_schema: only allowed when response_mime_type is application/json.\n"));
        var thinking = config.Find("thinkingConfig");
        return new GenerationConfig
        {
            Candidates = (int)(Range(config, "candidateCount", 1, maxCandidates) ?? 1),
            MaxTokens = (int?)Range(config, "maxOutputTokens", 1, int.MaxValue),
            Stops = stops,
            IsJson = isJson,
            Schema = schema,
            TopLogprobs = config.Find("responseLogprobs")?.GetBoolean() == true ? (int)(Range(config, "logprobs", 0, 20) ?? 0) : null,
            ThinkingTokens = Thinking(thinking, model),
            ShowsThoughts = thinking?.Find("includeThoughts")?.GetBoolean() == true,
        };
    }

    private static int Thinking(JsonElement? given, GeminiModel model)
    {
        if (given is not { } thinking)
            return model.Reasons ? 64 : 0;

        thinking.RequireOnly("generation_config.thinking_config", "includeThoughts", "thinkingBudget", "thinkingLevel");
        if (!model.Reasons)
            throw new GeminiRefusedException(GeminiError.Invalid("Thinking is not enabled for this model."));
        if (thinking.FindText("thinkingLevel") is { } level)
        {
            return model.Signs ? level.ToUpperInvariant() switch { "MINIMAL" => 0, "LOW" => 32, "MEDIUM" => 64, _ => 128 }
                : throw new GeminiRefusedException(GeminiError.Invalid("Thinking level is not supported for this model."));
        }

        var budget = (int)(Range(thinking, "thinkingBudget", -1, 32_768) ?? -1);
        if (budget == 0 && model.Name.Contains("pro", StringComparison.Ordinal))
            throw new GeminiRefusedException(GeminiError.Invalid("Budget 0 is invalid. This model only works in thinking mode."));
        return budget < 0 ? 64 : Math.Min(budget, 128);
    }

    private static double? Range(JsonElement config, string name, double minimum, double maximum)
    {
        if (config.Find(name) is not { } value)
            return null;
        var number = value.GetDouble();
        return number >= minimum && number <= maximum ? number : throw new GeminiRefusedException(GeminiError.Invalid(
            FormattableString.Invariant($"* GenerateContentRequest.generation_config.{name}: {name} must be in the range [{minimum}, {maximum}].\n")));
    }
}
