namespace Tollgate.Tests.Bicep.Parsing;

internal enum TokenKind
{
    Identifier,
    Number,

    /// <summary>A whole string: its text is the unescaped value.</summary>
    String,

    /// <summary>The part of an interpolated string up to its first <c>${</c>.</summary>
    StringStart,

    /// <summary>The part between two holes.</summary>
    StringMiddle,

    /// <summary>The part after the last hole.</summary>
    StringEnd,
    Symbol,
    NewLine,
    EndOfFile,
}
