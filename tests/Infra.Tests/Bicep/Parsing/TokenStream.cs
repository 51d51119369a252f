namespace Tollgate.Tests.Bicep.Parsing;

/// <summary>The tokens of a file, read from front to back.</summary>
internal sealed class TokenStream(IReadOnlyList<Token> tokens)
{
    private int _position;

    public Token Current => tokens[_position];

    public int Line => Current.Line;

    /// <summary>The token so many places ahead; the end of the file stays the end of the file.</summary>
    public Token Peek(int ahead) => tokens[Math.Min(_position + ahead, tokens.Count - 1)];

    public Token Take()
    {
        var token = Current;
        if (token.Kind != TokenKind.EndOfFile)
        {
            _position++;
        }

        return token;
    }

    public bool TryTake(string symbol)
    {
        var isThere = Current.Is(symbol);
        if (isThere)
        {
            Take();
        }

        return isThere;
    }

    public bool TryTakeWord(string word)
    {
        var isThere = Current.IsWord(word);
        if (isThere)
        {
            Take();
        }

        return isThere;
    }

    public void Expect(string symbol)
    {
        if (!TryTake(symbol))
        {
            throw Unexpected($"\"{symbol}\"");
        }
    }

    public void ExpectWord(string word)
    {
        if (!TryTakeWord(word))
        {
            throw Unexpected($"\"{word}\"");
        }
    }

    public string ExpectName() => Current.Kind == TokenKind.Identifier ? Take().Text : throw Unexpected("a name");

    public string ExpectString() => Current.Kind == TokenKind.String ? Take().Text : throw Unexpected("a string without holes");

    public bool SkipNewLines()
    {
        var start = _position;
        while (Current.Kind == TokenKind.NewLine)
        {
            Take();
        }

        return _position > start;
    }

    /// <summary>Passes line ends only if what comes after them is one of the symbols: an expression that goes on there.</summary>
    public bool ContinuesWith(string symbol)
    {
        var ahead = 0;
        while (Peek(ahead).Kind == TokenKind.NewLine)
        {
            ahead++;
        }

        if (!Peek(ahead).Is(symbol))
        {
            return false;
        }

        _position += ahead + 1;
        return true;
    }

    public BicepSyntaxException Unexpected(string expected) => new(Line, $"expected {expected}, found {Current}");
}
