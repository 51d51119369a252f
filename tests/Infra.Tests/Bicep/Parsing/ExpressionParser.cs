using Tollgate.Tests.Bicep.Syntax;

namespace Tollgate.Tests.Bicep.Parsing;

/// <summary>Expressions by descent, the loosest binding first.</summary>
internal sealed class ExpressionParser(TokenStream tokens)
{
    private static readonly string[][] BinaryOperators =
    [
        ["??"], ["||"], ["&&"], ["==", "!=", "=~", "!~"], ["<", "<=", ">", ">="], ["+", "-"], ["*", "/", "%"],
    ];

    /// <summary>Reads child resources, which stand among a body's properties.</summary>
    public required Func<ResourceDeclaration> ChildResource { get; init; }

    public Expression Parse()
    {
        var condition = ParseBinary(0);
        var line = condition.Line;
        if (!tokens.ContinuesWith("?"))
        {
            return condition;
        }

        tokens.SkipNewLines();
        var whenTrue = Parse();
        if (!tokens.ContinuesWith(":"))
        {
            throw tokens.Unexpected("\":\" of the conditional");
        }

        tokens.SkipNewLines();
        return new OperatorExpression("?", [condition, whenTrue, Parse()], line);
    }

    public ObjectExpression ParseObject()
    {
        var line = tokens.Line;
        tokens.Expect("{");
        var properties = new List<Property>();
        var spreads = new List<Expression>();
        var resources = new List<ResourceDeclaration>();
        tokens.SkipNewLines();
        while (!tokens.TryTake("}"))
        {
            if (tokens.TryTake("..."))
            {
                spreads.Add(Parse());
            }
            else if (tokens.Current.Is("@") || (tokens.Current.IsWord("resource") && tokens.Peek(1).Kind == TokenKind.Identifier))
            {
                resources.Add(ChildResource());
            }
            else
            {
                Add(properties, ParseProperty());
            }

            ExpectSeparator("}");
        }

        return new ObjectExpression(properties, spreads, resources, line);
    }

    /// <summary><c>[for item in source: …]</c>; the bracket is taken already.</summary>
    public ForExpression ParseFor(Func<Expression> body)
    {
        var line = tokens.Line;
        tokens.ExpectWord("for");
        var names = new List<string>();
        if (tokens.TryTake("("))
        {
            names.Add(tokens.ExpectName());
            tokens.Expect(",");
            names.Add(tokens.ExpectName());
            tokens.Expect(")");
        }
        else
        {
            names.Add(tokens.ExpectName());
        }

        tokens.ExpectWord("in");
        var source = Parse();
        tokens.Expect(":");
        tokens.SkipNewLines();
        var loop = new ForExpression(names, source, body(), line);
        tokens.SkipNewLines();
        tokens.Expect("]");
        return loop;
    }

    private static void Add(List<Property> properties, Property property)
    {
        if (property.Key.Text is { } key && properties.Any(earlier => earlier.Key.Text == key))
        {
            throw new BicepSyntaxException(property.Line, $"the property \"{key}\" is there twice");
        }

        properties.Add(property);
    }

    private Property ParseProperty()
    {
        var line = tokens.Line;
        var key = tokens.Current.Kind == TokenKind.Identifier
            ? new StringExpression([tokens.Take().Text], [], line)
            : tokens.Current.Kind is TokenKind.String or TokenKind.StringStart
                ? ParseString()
                : throw tokens.Unexpected("a property");
        tokens.Expect(":");
        return new Property(key, Parse(), line);
    }

    /// <summary>Properties and elements are separated by line ends, or by commas on a line.</summary>
    private void ExpectSeparator(string end)
    {
        if (tokens.TryTake(","))
        {
            tokens.SkipNewLines();
        }
        else if (!tokens.SkipNewLines() && !tokens.Current.Is(end))
        {
            throw tokens.Unexpected($"\",\", \"{end}\" or the end of the line");
        }
    }

    private Expression ParseBinary(int level)
    {
        if (level == BinaryOperators.Length)
        {
            return ParseUnary();
        }

        var left = ParseBinary(level + 1);
        while (tokens.Current.Kind == TokenKind.Symbol && BinaryOperators[level].Contains(tokens.Current.Text))
        {
            var symbol = tokens.Take().Text;
            tokens.SkipNewLines();
            left = new OperatorExpression(symbol, [left, ParseBinary(level + 1)], left.Line);
        }

        return left;
    }

    private Expression ParseUnary()
    {
        var line = tokens.Line;
        return tokens.Current.Is("!") || tokens.Current.Is("-")
            ? new OperatorExpression(tokens.Take().Text, [ParseUnary()], line)
            : ParsePostfix();
    }

    private Expression ParsePostfix()
    {
        var expression = ParsePrimary();
        while (true)
        {
            var line = tokens.Line;
            if (tokens.TryTake(".") || tokens.TryTake(".?") || tokens.TryTake("::"))
            {
                var name = tokens.ExpectName();
                expression = tokens.Current.Is("(")
                    ? new CallExpression(expression, name, ParseArguments(), line)
                    : new MemberExpression(expression, name, line);
            }
            else if (tokens.TryTake("[") || tokens.TryTake("[?"))
            {
                expression = new IndexExpression(expression, Parse(), line);
                tokens.Expect("]");
            }
            else if (tokens.TryTake("!"))
            {
                expression = new OperatorExpression("!.", [expression], line);
            }
            else
            {
                return expression;
            }
        }
    }

    private Expression ParsePrimary()
    {
        var token = tokens.Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                return new Literal(long.Parse(tokens.Take().Text, null), token.Line);
            case TokenKind.String or TokenKind.StringStart:
                return ParseString();
            case TokenKind.Identifier:
                return ParseNamed();
            case TokenKind.Symbol when token.Text == "{":
                return ParseObject();
            case TokenKind.Symbol when token.Text == "[":
                return ParseArrayOrFor();
            case TokenKind.Symbol when token.Text == "(":
                return IsLambdaAhead() ? ParseLambda() : ParseParenthesised();
            default:
                throw tokens.Unexpected("an expression");
        }
    }

    private Expression ParseNamed()
    {
        if (tokens.Peek(1).Is("=>"))
        {
            return ParseLambda();
        }

        var name = tokens.Take();
        return name.Text switch
        {
            "true" => new Literal(true, name.Line),
            "false" => new Literal(false, name.Line),
            "null" => new Literal(null, name.Line),
            _ when tokens.Current.Is("(") => new CallExpression(null, name.Text, ParseArguments(), name.Line),
            _ => new NameExpression(name.Text, name.Line),
        };
    }

    private List<Expression> ParseArguments()
    {
        var arguments = new List<Expression>();
        tokens.Expect("(");
        tokens.SkipNewLines();
        while (!tokens.TryTake(")"))
        {
            arguments.Add(Parse());
            tokens.SkipNewLines();
            if (!tokens.Current.Is(")"))
            {
                tokens.Expect(",");
                tokens.SkipNewLines();
            }
        }

        return arguments;
    }

    private Expression ParseArrayOrFor()
    {
        var line = tokens.Line;
        tokens.Expect("[");
        if (tokens.Current.IsWord("for"))
        {
            return ParseFor(Parse);
        }

        var elements = new List<Expression>();
        tokens.SkipNewLines();
        while (!tokens.TryTake("]"))
        {
            tokens.TryTake("...");
            elements.Add(Parse());
            ExpectSeparator("]");
        }

        return new ArrayExpression(elements, line);
    }

    private Expression ParseParenthesised()
    {
        tokens.Expect("(");
        tokens.SkipNewLines();
        var inner = Parse();
        tokens.SkipNewLines();
        tokens.Expect(")");
        return inner;
    }

    private bool IsLambdaAhead()
    {
        var ahead = 1;
        while (tokens.Peek(ahead).Kind == TokenKind.Identifier || tokens.Peek(ahead).Is(","))
        {
            ahead++;
        }

        return tokens.Peek(ahead).Is(")") && tokens.Peek(ahead + 1).Is("=>");
    }

    private LambdaExpression ParseLambda()
    {
        var line = tokens.Line;
        var parameters = new List<string>();
        if (tokens.TryTake("("))
        {
            while (!tokens.TryTake(")"))
            {
                parameters.Add(tokens.ExpectName());
                tokens.TryTake(",");
            }
        }
        else
        {
            parameters.Add(tokens.ExpectName());
        }

        tokens.Expect("=>");
        tokens.SkipNewLines();
        return new LambdaExpression(parameters, Parse(), line);
    }

    private StringExpression ParseString()
    {
        var token = tokens.Take();
        if (token.Kind == TokenKind.String)
        {
            return new StringExpression([token.Text], [], token.Line);
        }

        var parts = new List<string> { token.Text };
        var holes = new List<Expression>();
        while (true)
        {
            holes.Add(Parse());
            var next = tokens.Take();
            if (next.Kind is not (TokenKind.StringMiddle or TokenKind.StringEnd))
            {
                throw new BicepSyntaxException(next.Line, $"expected the end of the hole, found {next}");
            }

            parts.Add(next.Text);
            if (next.Kind == TokenKind.StringEnd)
            {
                return new StringExpression(parts, holes, token.Line);
            }
        }
    }
}
