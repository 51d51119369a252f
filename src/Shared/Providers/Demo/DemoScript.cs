using System.Globalization;
using Tollgate.Pricing;

namespace Tollgate.Providers.Demo;

/// <summary>What the demo answers: always the same to the same request.</summary>
internal sealed record DemoScript
{
    private const int BytesPerToken = 4;

    /// <summary>The answer's words, blanks included: a stream sends one a chunk.</summary>
    public required IReadOnlyList<string> Words { get; init; }

    public required IReadOnlyList<DemoTool> Tools { get; init; }

    /// <summary>Thoughts that come before the answer; empty for models that do not reason.</summary>
    public required string Reasoning { get; init; }

    public required string FinishReason { get; init; }

    public required int Choices { get; init; }

    public required TokenUsage Usage { get; init; }

    public string Content => string.Concat(Words);

    public static DemoScript Write(DemoRequest request, long promptBytes, bool reasons)
    {
        string[] words = request.Tools.Count > 0 ? [] : Split(UpTo(request.Stop, Answer(request)));
        var reasoning = reasons ? "The user wants an answer; the demo has one." : "";
        var isCut = words.Length > request.MaxTokens;
        var kept = isCut ? words.Take(request.MaxTokens).ToArray() : words;
        var output = kept.Length + request.Tools.Sum(tool => Tokens(tool.Name.Length + tool.Arguments.Length));
        return new DemoScript
        {
            Words = kept,
            Tools = request.Tools,
            Reasoning = reasoning,
            FinishReason = request.Tools.Count > 0 ? "tool_calls" : isCut ? "length" : "stop",
            Choices = request.Choices,
            Usage = new TokenUsage
            {
                Input = Math.Max(1, Tokens(promptBytes)),
                Output = output * request.Choices,
                Reasoning = Tokens(reasoning.Length) * request.Choices,
            },
        };
    }

    private static string Answer(DemoRequest request)
    {
        if (request.WantsJson)
        {
            return DemoSample.Of(request.AnswerSchema);
        }

        return request.IsToolResult
            ? $"The tool says: {request.Text}"
            : string.Create(CultureInfo.InvariantCulture, $"Hello from Tollgate's demo provider. You said: {request.Text}");
    }

    private static string UpTo(IReadOnlyList<string> stop, string text)
    {
        foreach (var sequence in stop)
        {
            var at = sequence.Length == 0 ? -1 : text.IndexOf(sequence, StringComparison.Ordinal);
            text = at < 0 ? text : text[..at];
        }

        return text;
    }

    private static string[] Split(string text)
    {
        var words = text.Split(' ');
        for (var i = 1; i < words.Length; i++)
        {
            words[i] = " " + words[i];
        }

        return words;
    }

    private static long Tokens(long bytes) => (bytes + BytesPerToken - 1) / BytesPerToken;
}
