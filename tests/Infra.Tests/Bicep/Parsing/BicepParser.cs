using Tollgate.Tests.Bicep.Syntax;

namespace Tollgate.Tests.Bicep.Parsing;

/// <summary>
/// Reads a Bicep file into a tree: the grammar as far as infra/bicep uses it. It is stricter than the official compiler in that
/// statements which are not used there (type, func, import) are errors.
/// </summary>
internal sealed class BicepParser
{
    private readonly TokenStream _tokens;
    private readonly ExpressionParser _expressions;
    private readonly List<Declaration> _declarations = [];
    private string _targetScope = "resourceGroup";

    private BicepParser(string text)
    {
        _tokens = new TokenStream(Lexer.Tokenize(text));
        _expressions = new ExpressionParser(_tokens) { ChildResource = () => ParseResource(ParseDecorators()) };
    }

    /// <exception cref="BicepSyntaxException">At the first thing that is not Bicep.</exception>
    public static BicepFile Parse(string text) => new BicepParser(text).ParseFile();

    private BicepFile ParseFile()
    {
        for (_tokens.SkipNewLines(); _tokens.Current.Kind != TokenKind.EndOfFile; _tokens.SkipNewLines())
        {
            ParseStatement(ParseDecorators());
            if (_tokens.Current.Kind is not (TokenKind.NewLine or TokenKind.EndOfFile))
            {
                throw _tokens.Unexpected("the end of the line");
            }
        }

        return new BicepFile(_targetScope, _declarations);
    }

    private List<CallExpression> ParseDecorators()
    {
        var decorators = new List<CallExpression>();
        while (_tokens.TryTake("@"))
        {
            var line = _tokens.Line;
            decorators.Add(_expressions.Parse() as CallExpression ?? throw new BicepSyntaxException(line, "a decorator is a call"));
            if (!_tokens.SkipNewLines())
            {
                throw _tokens.Unexpected("a line end after the decorator");
            }
        }

        return decorators;
    }

    private void ParseStatement(List<CallExpression> decorators)
    {
        var keyword = _tokens.Current;
        switch (keyword.Text)
        {
            case "targetScope":
                _tokens.Take();
                _tokens.Expect("=");
                _targetScope = _tokens.ExpectString();
                break;
            case "metadata":
                _tokens.Take();
                _tokens.ExpectName();
                _tokens.Expect("=");
                _expressions.Parse();
                break;
            case "param":
                Declare(ParseParameter(decorators));
                break;
            case "var":
                Declare(ParseVariable(decorators));
                break;
            case "resource":
                Declare(ParseResource(decorators));
                break;
            case "module":
                Declare(ParseModule(decorators));
                break;
            case "output":
                Declare(ParseOutput(decorators));
                break;
            default:
                throw _tokens.Unexpected("a statement");
        }
    }

    private void Declare(Declaration declaration)
    {
        // Outputs have a name space of their own.
        if (declaration is not OutputDeclaration && _declarations.Any(earlier => earlier is not OutputDeclaration && earlier.Name == declaration.Name))
        {
            throw new BicepSyntaxException(declaration.Line, $"\"{declaration.Name}\" is declared twice");
        }

        _declarations.Add(declaration);
    }

    private ParameterDeclaration ParseParameter(List<CallExpression> decorators)
    {
        var line = _tokens.Take().Line;
        var name = _tokens.ExpectName();
        var type = ParseType();
        var value = _tokens.TryTake("=") ? _expressions.Parse() : null;
        return new ParameterDeclaration(name, type, value, decorators, line);
    }

    private VariableDeclaration ParseVariable(List<CallExpression> decorators)
    {
        var line = _tokens.Take().Line;
        var name = _tokens.ExpectName();
        _tokens.Expect("=");
        return new VariableDeclaration(name, _expressions.Parse(), decorators, line);
    }

    private OutputDeclaration ParseOutput(List<CallExpression> decorators)
    {
        var line = _tokens.Take().Line;
        var name = _tokens.ExpectName();
        var type = ParseType();
        _tokens.Expect("=");
        return new OutputDeclaration(name, type, _expressions.Parse(), decorators, line);
    }

    private ResourceDeclaration ParseResource(List<CallExpression> decorators)
    {
        var line = _tokens.Line;
        _tokens.ExpectWord("resource");
        var name = _tokens.ExpectName();
        var type = _tokens.ExpectString();
        var isExisting = _tokens.TryTakeWord("existing");
        _tokens.Expect("=");
        return new ResourceDeclaration(name, type, isExisting, ParseBody(), decorators, line);
    }

    private ModuleDeclaration ParseModule(List<CallExpression> decorators)
    {
        var line = _tokens.Take().Line;
        var name = _tokens.ExpectName();
        var path = _tokens.ExpectString();
        _tokens.Expect("=");
        return new ModuleDeclaration(name, path, ParseBody(), decorators, line);
    }

    private Expression ParseBody()
    {
        var line = _tokens.Line;
        if (_tokens.TryTake("["))
        {
            return _expressions.ParseFor(ParseBody);
        }

        if (!_tokens.TryTakeWord("if"))
        {
            return _expressions.ParseObject();
        }

        _tokens.Expect("(");
        _tokens.SkipNewLines();
        var condition = _expressions.Parse();
        _tokens.SkipNewLines();
        _tokens.Expect(")");
        return new IfExpression(condition, _expressions.ParseObject(), line);
    }

    /// <summary>A name or a choice of strings, with <c>[]</c> and <c>?</c> behind it.</summary>
    private string ParseType()
    {
        var type = "";
        do
        {
            type += type.Length > 0 ? "|" : "";
            type += _tokens.Current.Kind == TokenKind.String ? $"'{_tokens.Take().Text}'" : _tokens.ExpectName();
            while (_tokens.Current.Is("[") && _tokens.Peek(1).Is("]"))
            {
                type += _tokens.Take().Text + _tokens.Take().Text;
            }
        }
        while (_tokens.TryTake("|"));

        return _tokens.TryTake("?") ? type + "?" : type;
    }
}
