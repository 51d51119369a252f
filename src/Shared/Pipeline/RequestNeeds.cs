namespace Tollgate.Pipeline;

/// <summary>What a request asks of its target beyond text for text: noted while the body is read, held against what a target can do.</summary>
[Flags]
internal enum RequestNeeds
{
    None = 0,
    Streaming = 1 << 0,

    /// <summary><c>tools</c> or <c>functions</c>, with at least one in it.</summary>
    Tools = 1 << 1,

    /// <summary>A <c>tool_choice</c> other than <c>auto</c>.</summary>
    ToolChoice = 1 << 2,

    /// <summary>An image among the messages.</summary>
    Vision = 1 << 3,

    /// <summary>A <c>response_format</c> with a schema.</summary>
    JsonSchema = 1 << 4,

    /// <summary>A <c>reasoning_effort</c> other than <c>none</c>.</summary>
    Reasoning = 1 << 5,

    /// <summary>A recording among the messages.</summary>
    AudioInput = 1 << 6,

    /// <summary>A spoken answer.</summary>
    AudioOutput = 1 << 7,

    /// <summary><c>n</c> above 1.</summary>
    SeveralAnswers = 1 << 8,
    Logprobs = 1 << 9,
    TopLogprobs = 1 << 10,
    LogitBias = 1 << 11,
}
