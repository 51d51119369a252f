using Tollgate.UpstreamSimulator.OpenAI;

namespace Tollgate.UpstreamSimulator.Bedrock;

/// <summary>A model call that got through the door.</summary>
internal sealed record BedrockCall
{
    public required RequestFields Body { get; init; }

    /// <summary>Without its geography and faults, as in <c>anthropic.claude-3-haiku-20240307-v1:0</c>.</summary>
    public required string Model { get; init; }

    public required bool Streams { get; init; }

    public required AnswerShape Shape { get; init; }

    /// <summary>Of the request's bytes; ids within the answer derive from it.</summary>
    public required string Fingerprint { get; init; }

    public bool IsClaude => Model.StartsWith("anthropic.", StringComparison.Ordinal);
}
