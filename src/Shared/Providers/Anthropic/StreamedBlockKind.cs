namespace Tollgate.Providers.Anthropic;

internal enum StreamedBlockKind
{
    Text,
    Thinking,
    Redacted,

    /// <summary>A call of a tool of the client's.</summary>
    Call,

    /// <summary>The call of <see cref="AnswerTool"/>.</summary>
    Answer,

    /// <summary>Of a kind that was not asked for.</summary>
    Other,
}
