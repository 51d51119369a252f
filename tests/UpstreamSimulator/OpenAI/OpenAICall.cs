namespace Tollgate.UpstreamSimulator.OpenAI;

/// <summary>A model call that got through the door.</summary>
internal sealed record OpenAICall
{
    public required RequestFields Body { get; init; }

    public required SimulatedModel Model { get; init; }

    public required IOpenAIDialect Dialect { get; init; }

    public required AnswerShape Shape { get; init; }

    /// <summary>Of the request's bytes; ids within the answer derive from it.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Unix time in seconds.</summary>
    public required long Created { get; init; }
}
