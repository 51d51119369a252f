namespace Tollgate.Tests.Bicep.Syntax;

internal sealed record LambdaExpression(IReadOnlyList<string> Parameters, Expression Body, int Line) : Expression(Line)
{
    public override IEnumerable<Expression> Children => [Body];

    public override IEnumerable<string> Locals => Parameters;
}
