namespace Tollgate.Tests.Bicep.Syntax;

internal sealed record VariableDeclaration(string Name, Expression Value, IReadOnlyList<CallExpression> Decorators, int Line)
    : Declaration(Name, Decorators, Line)
{
    public override IEnumerable<Expression> Children => [.. Decorators, Value];
}
