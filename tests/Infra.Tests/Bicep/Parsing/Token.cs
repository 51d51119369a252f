namespace Tollgate.Tests.Bicep.Parsing;

/// <param name="Kind">What it is.</param>
/// <param name="Text">As written; of strings the unescaped value.</param>
/// <param name="Line">From 1.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Line)
{
    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    public bool IsWord(string word) => Kind == TokenKind.Identifier && Text == word;

    public override string ToString() => Kind switch
    {
        TokenKind.NewLine => "the end of the line",
        TokenKind.EndOfFile => "the end of the file",
        TokenKind.String or TokenKind.StringStart => $"the string '{Text}'",
        _ => $"\"{Text}\"",
    };
}
