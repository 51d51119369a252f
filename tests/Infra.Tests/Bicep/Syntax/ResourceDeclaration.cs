namespace Tollgate.Tests.Bicep.Syntax;

/// <param name="Name">Its symbol.</param>
/// <param name="Type">With its API version: <c>Microsoft.Web/sites@2025-03-01</c>.</param>
/// <param name="IsExisting">It is referred to, not deployed.</param>
/// <param name="Value">Its body, in a loop and a condition where there are some.</param>
/// <param name="Decorators">In order.</param>
/// <param name="Line">See <see cref="Expression"/>.</param>
internal sealed record ResourceDeclaration(
    string Name, string Type, bool IsExisting, Expression Value, IReadOnlyList<CallExpression> Decorators, int Line)
    : Declaration(Name, Decorators, Line)
{
    public override IEnumerable<Expression> Children => [.. Decorators, Value];

    public ObjectExpression Body => BodyOf(Value);

    internal static ObjectExpression BodyOf(Expression value) => value switch
    {
        ForExpression loop => BodyOf(loop.Body),
        IfExpression conditional => BodyOf(conditional.Body),
        _ => (ObjectExpression)value,
    };
}
