namespace Tollgate.Tests.Bicep.Syntax;

internal sealed record ArrayExpression(IReadOnlyList<Expression> Elements, int Line) : Expression(Line)
{
    public override IEnumerable<Expression> Children => Elements;
}
