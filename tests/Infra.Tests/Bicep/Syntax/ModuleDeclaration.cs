namespace Tollgate.Tests.Bicep.Syntax;

/// <param name="Name">Its symbol.</param>
/// <param name="Path">Relative to the file that declares it.</param>
/// <param name="Value">Its body, in a loop and a condition where there are some.</param>
/// <param name="Decorators">In order.</param>
/// <param name="Line">See <see cref="Expression"/>.</param>
internal sealed record ModuleDeclaration(string Name, string Path, Expression Value, IReadOnlyList<CallExpression> Decorators, int Line)
    : Declaration(Name, Decorators, Line)
{
    public override IEnumerable<Expression> Children => [.. Decorators, Value];

    public ObjectExpression Body => ResourceDeclaration.BodyOf(Value);

    public IReadOnlyList<Property> Parameters => Body["params"] is ObjectExpression parameters ? parameters.Properties : [];
}
