namespace Tollgate.UpstreamSimulator.Gemini;

/// <summary>A request of generateContent, checked.</summary>
internal sealed record GenerateRequest
{
    private const int MaxCandidates = 8;
    private const int MaxStops = 5;

    public required IReadOnlyList<GeminiTurn> Turns { get; init; }

    public required IReadOnlyList<GeminiFunction> Called { get; init; }

    public required int PromptTokens { get; init; }

    public required bool Searches { get; init; }

    public required GenerationConfig Config { get; init; }

    public static GenerateRequest Read(GeminiCall call)
    {
        var body = call.Body;
        body.RequireOnly("", "contents", "systemInstruction", "tools", "toolConfig", "generationConfig", "safetySettings", "cachedContent");
        var turns = body.List("contents").Select((content, index) => GeminiTurn.Read(content, $"contents[{index}]", call.Model.Signs)).ToArray();
        if (turns.Length == 0)
            throw new GeminiRefusedException(GeminiError.Invalid("* GenerateContentRequest.contents: contents is not specified\n"));
        RequireOrder(turns);

        var system = body.Find("systemInstruction") is { } instruction ? GeminiTurn.Read(instruction, "system_instruction", signs: false).Tokens : 0;
        var functions = GeminiFunction.ReadAll(body);
        foreach (var setting in body.List("safetySettings"))
            setting.RequireOnly("safety_settings", "category", "threshold");
        return new GenerateRequest
        {
            Turns = turns,
            Called = GeminiFunction.Called(body, functions, turns[^1].HasResults),
            PromptTokens = system + turns.Sum(turn => turn.Tokens) + functions.Sum(function => function.Tokens),
            Searches = body.List("tools").Any(tool => tool.Find("googleSearch") is not null),
            Config = GenerationConfig.Read(body.Find("generationConfig"), call.Model, MaxCandidates, MaxStops),
        };
    }

    private static void RequireOrder(GeminiTurn[] turns)
    {
        for (var index = 0; index < turns.Length; index++)
        {
            var before = index > 0 ? turns[index - 1] : null;
            if (turns[index].Calls.Count > 0 && before is not { Role: "user" })
                throw new GeminiRefusedException(GeminiError.Invalid("Please ensure that function call turn comes immediately after a user turn or after a function response turn."));
            if (turns[index].HasResults && before?.Calls.Count != turns[index].Results.Count)
                throw new GeminiRefusedException(GeminiError.Invalid("Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn."));
        }
    }
}
