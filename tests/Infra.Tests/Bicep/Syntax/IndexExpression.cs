namespace Tollgate.Tests.Bicep.Syntax;

internal sealed record IndexExpression(Expression Target, Expression Index, int Line) : Expression(Line)
{
    public override IEnumerable<Expression> Children => [Target, Index];
}
