namespace Tollgate.Pipeline;

/// <summary>What of a request decides how much it can cost at the most.</summary>
internal record struct CostFacts
{
    /// <summary>
    /// UTF-8 bytes of the whole body but for inlined images. All text that a model is given is in there, whichever member it came
    /// in, and JSON's escapes only make it longer.
    /// </summary>
    public long TextBytes { get; set; }

    public int Messages { get; set; }

    /// <summary>Images to look at, inlined or by address.</summary>
    public int Images { get; set; }

    /// <summary>Tools, functions or a form of answer: providers add instructions of their own for these.</summary>
    public bool HasTools { get; set; }

    /// <summary>
    /// A member that gives the model something whose size the body does not tell: a file, a recording, content kept at the
    /// provider. Null if there is none.
    /// </summary>
    public string? UnmeasuredMember { get; set; }

    /// <summary>Part of what it is given is sound.</summary>
    public bool HearsAudio { get; set; }

    /// <summary>The answer is to be spoken.</summary>
    public bool SpeaksAudio { get; set; }

    /// <summary>Prompts in one completion request, each of which is answered; zero where there are messages.</summary>
    public long Prompts { get; set; }

    /// <summary><c>n</c>: answers wanted.</summary>
    public long? N { get; set; }

    /// <summary><c>best_of</c>: answers made, of which the best are given.</summary>
    public long? BestOf { get; set; }

    public OutputLimit MaxTokens { get; set; }

    public OutputLimit MaxCompletionTokens { get; set; }

    /// <summary>A member that can add to the bill by a price that is no price per token of the model; null if there is none.</summary>
    public string? UnpricedMember { get; set; }

    /// <summary>Answers that are made, and billed.</summary>
    public readonly long Choices
    {
        get
        {
            var each = (Int128)Math.Max(N ?? 1, BestOf ?? 1) * Math.Max(1, Prompts);
            return long.CreateSaturating(each);
        }
    }
}

/// <summary>A bound that the client itself set on the tokens of an answer.</summary>
/// <param name="Value">The member's value, null included; not present: the client did not give the member.</param>
/// <param name="Tokens">Null: the client gave none, or null.</param>
internal readonly record struct OutputLimit(JsonSlice Value, long? Tokens);
