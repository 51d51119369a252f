namespace Tollgate.Providers.Anthropic;

/// <summary>How the wanted form of an answer is asked for.</summary>
internal enum AnswerFormat
{
    /// <summary>It is text.</summary>
    Free,

    /// <summary>By a schema for the answer.</summary>
    Schema,

    /// <summary>By a tool that the model has to call: what it calls it with is the answer.</summary>
    Tool,
}
