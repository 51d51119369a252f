namespace Tollgate.Tests.Bicep.Syntax;

/// <summary>The body of a resource or module that is deployed only under a condition.</summary>
internal sealed record IfExpression(Expression Condition, Expression Body, int Line) : Expression(Line)
{
    public override IEnumerable<Expression> Children => [Condition, Body];
}
