using System.Text;

namespace Tollgate.Tests.Bicep.Parsing;

/// <summary>
/// Cuts Bicep into tokens. Line ends are tokens, for they separate statements, properties and elements. Interpolated strings come as
/// their literal parts with the tokens of their holes between them.
/// </summary>
internal sealed class Lexer(string text)
{
    private static readonly string[] Symbols =
    [
        "...", "=>", "==", "!=", "=~", "!~", "<=", ">=", "&&", "||", "??", "::", ".?", "[?",
        "@", "=", "{", "}", "[", "]", "(", ")", ",", ":", ".", "?", "!", "+", "-", "*", "/", "%", "<", ">", "|",
    ];

    private readonly List<Token> _tokens = [];

    /// <summary>For each open hole, how many braces are open inside it.</summary>
    private readonly Stack<int> _holes = [];
    private int _position;
    private int _line = 1;

    public static IReadOnlyList<Token> Tokenize(string text) => new Lexer(text).Run();

    private List<Token> Run()
    {
        while (_position < text.Length)
        {
            Next();
        }

        if (_holes.Count > 0)
        {
            throw new BicepSyntaxException(_line, "the file ends inside a string");
        }

        Add(TokenKind.EndOfFile, "");
        return _tokens;
    }

    private void Next()
    {
        var next = text[_position];
        if (next == '\n')
        {
            Add(TokenKind.NewLine, "\n");
            _line++;
            _position++;
        }
        else if (char.IsWhiteSpace(next))
        {
            _position++;
        }
        else if (At("//"))
        {
            _position = text.IndexOf('\n', _position) is var end and >= 0 ? end : text.Length;
        }
        else if (At("/*"))
        {
            SkipBlockComment();
        }
        else if (At("'''"))
        {
            ReadMultilineString();
        }
        else if (next == '\'')
        {
            _position++;
            ReadString(isStart: true);
        }
        else if (char.IsAsciiLetter(next) || next == '_')
        {
            Add(TokenKind.Identifier, TakeWhile(character => char.IsAsciiLetterOrDigit(character) || character == '_'));
        }
        else if (char.IsAsciiDigit(next))
        {
            Add(TokenKind.Number, TakeWhile(char.IsAsciiDigit));
        }
        else
        {
            ReadSymbol();
        }
    }

    private void ReadSymbol()
    {
        var symbol = Array.Find(Symbols, At) ?? throw new BicepSyntaxException(_line, $"\"{text[_position]}\" is not expected here");
        if (symbol is "{" or "}" && _holes.TryPop(out var depth))
        {
            if (symbol == "}" && depth == 0)
            {
                _position++;
                ReadString(isStart: false);
                return;
            }

            _holes.Push(symbol == "{" ? depth + 1 : depth - 1);
        }

        _position += symbol.Length;
        Add(TokenKind.Symbol, symbol);
    }

    private void ReadString(bool isStart)
    {
        var value = new StringBuilder();
        while (true)
        {
            if (_position >= text.Length || text[_position] == '\n')
            {
                throw new BicepSyntaxException(_line, "the string does not end on its line");
            }

            var next = text[_position++];
            if (next == '\'')
            {
                Add(isStart ? TokenKind.String : TokenKind.StringEnd, value.ToString());
                return;
            }

            if (next == '$' && _position < text.Length && text[_position] == '{')
            {
                _position++;
                _holes.Push(0);
                Add(isStart ? TokenKind.StringStart : TokenKind.StringMiddle, value.ToString());
                return;
            }

            value.Append(next == '\\' ? ReadEscape() : next.ToString());
        }
    }

    private string ReadEscape()
    {
        var next = _position < text.Length ? text[_position++] : '\n';
        switch (next)
        {
            case 'n': return "\n";
            case 'r': return "\r";
            case 't': return "\t";
            case '\\' or '\'' or '$': return next.ToString();
            case 'u' when text.IndexOf('}', _position) is var end and > 0 && text[_position] == '{':
                var digits = text[(_position + 1)..end];
                _position = end + 1;
                return char.ConvertFromUtf32(int.Parse(digits, System.Globalization.NumberStyles.HexNumber, null));
            default: throw new BicepSyntaxException(_line, $"\"\\{next}\" is no escape; use \\\\, \\', \\n, \\r, \\t, \\$ or \\u{{…}}");
        }
    }

    private void ReadMultilineString()
    {
        var start = _position + 3;
        var end = text.IndexOf("'''", start, StringComparison.Ordinal);
        if (end < 0)
        {
            throw new BicepSyntaxException(_line, "the multi-line string has no end");
        }

        // Quotes directly before the closing ones belong to the value.
        while (end + 3 < text.Length && text[end + 3] == '\'')
        {
            end++;
        }

        var value = text[start..end];
        Add(TokenKind.String, value.StartsWith('\n') ? value[1..] : value);
        _line += value.Count(character => character == '\n');
        _position = end + 3;
    }

    private void SkipBlockComment()
    {
        var end = text.IndexOf("*/", _position, StringComparison.Ordinal);
        if (end < 0)
        {
            throw new BicepSyntaxException(_line, "the comment has no end");
        }

        _line += text[_position..end].Count(character => character == '\n');
        _position = end + 2;
    }

    private string TakeWhile(Func<char, bool> belongs)
    {
        var start = _position;
        while (_position < text.Length && belongs(text[_position]))
        {
            _position++;
        }

        return text[start.._position];
    }

    private bool At(string symbol) => string.CompareOrdinal(text, _position, symbol, 0, symbol.Length) == 0;

    private void Add(TokenKind kind, string value) => _tokens.Add(new Token(kind, value, _line));
}
