namespace Tollgate.Pipeline;

/// <summary>What a request asks a model to do, in the wire the gateway speaks inside.</summary>
internal enum Operation
{
    Chat,

    /// <summary>The legacy prompt form.</summary>
    Completions,
    Embeddings,
}
