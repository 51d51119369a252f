using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.OpenAI;

/// <summary>What the gateway needs to know of one OpenAI-shaped object: a whole answer or a chunk of a stream.</summary>
internal struct AnswerFacts
{
    public TokenUsage? Usage;

    /// <summary>A top-level <c>"usage":null</c> with the comma that goes with it: what asking for usage adds to every chunk.</summary>
    public JsonSlice NullUsage;

    /// <summary>The object carries an <c>error</c> member that is not null.</summary>
    public bool HasError;

    public UpstreamError Error;

    /// <summary>How many choices (or embeddings) it carries.</summary>
    public int Choices;

    /// <summary>One more than the highest index among its choices.</summary>
    public int ChoiceIndexes;

    /// <summary>How many of its choices say that they are finished.</summary>
    public int FinishedChoices;

    /// <summary>UTF-8 bytes of generated text: content, reasoning, refusals and tool arguments.</summary>
    public long ContentBytes;
}
