namespace Tollgate.UpstreamSimulator.OpenAI.Completions;

/// <summary>A legacy completion request, checked.</summary>
internal sealed record CompletionRequest
{
    /// <summary>OpenAI's own default, which surprises everybody once.</summary>
    private const int DefaultMaxTokens = 16;

    private const int MaxChoices = 128;

    /// <summary>Each with its length in tokens; a prompt given as tokens reads as their list.</summary>
    public required IReadOnlyList<(string Text, int Tokens)> Prompts { get; init; }

    public required StreamSettings Stream { get; init; }

    /// <summary>Choices for each prompt.</summary>
    public required int Choices { get; init; }

    public required int MaxTokens { get; init; }

    public required bool Echo { get; init; }

    /// <summary>Null for no log probabilities.</summary>
    public required int? Logprobs { get; init; }

    public required IReadOnlyList<string> Stops { get; init; }

    public static CompletionRequest Read(OpenAICall call)
    {
        var body = call.Body;
        body.Decimal("temperature", 0, 2);
        return new CompletionRequest
        {
            Prompts = PromptInput.Read(body, "prompt"),
            Stream = StreamSettings.Read(body),
            Choices = body.Integer("n", 1, MaxChoices) ?? 1,
            MaxTokens = body.Integer("max_tokens", 0) ?? (call.Shape.Tokens is null ? DefaultMaxTokens : int.MaxValue),
            Echo = body.Flag("echo"),
            Logprobs = body.Integer("logprobs", 0, 5),
            Stops = StopSequences.Read(body),
        };
    }
}
