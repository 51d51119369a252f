namespace Tollgate.Tests.Bicep.Syntax;

internal sealed record OutputDeclaration(string Name, string Type, Expression Value, IReadOnlyList<CallExpression> Decorators, int Line)
    : Declaration(Name, Decorators, Line)
{
    public override IEnumerable<Expression> Children => [.. Decorators, Value];
}
