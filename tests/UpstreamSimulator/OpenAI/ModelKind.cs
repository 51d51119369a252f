namespace Tollgate.UpstreamSimulator.OpenAI;

/// <summary>Which calls a model takes.</summary>
internal enum ModelKind
{
    /// <summary>All of them: a model that exists only to carry a fault.</summary>
    Any,

    /// <summary>Chat, and prompts too, as many OpenAI-compatible servers allow.</summary>
    Chat,

    /// <summary>Prompts only.</summary>
    Instruct,

    Embedding,
}
