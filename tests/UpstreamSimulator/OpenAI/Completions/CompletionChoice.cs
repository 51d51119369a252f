namespace Tollgate.UpstreamSimulator.OpenAI.Completions;

/// <summary>One continuation of a prompt; <paramref name="Echoed"/> is the prompt itself, where asked for, and costs nothing.</summary>
internal sealed record CompletionChoice(int Index, string Echoed, IReadOnlyList<string> Tokens, string FinishReason)
{
    public static CompletionChoice To(CompletionRequest request, AnswerShape shape, int index)
    {
        var prompt = request.Prompts[index / request.Choices].Text;
        var tokens = StopSequences.Apply(EchoText.Tokenize(prompt, index, shape), request.Stops);
        return tokens.Count > request.MaxTokens
            ? new(index, request.Echo ? prompt : "", tokens[..request.MaxTokens], "length")
            : new(index, request.Echo ? prompt : "", tokens, "stop");
    }
}
