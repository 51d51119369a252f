namespace Tollgate.Tests.Bicep.Syntax;

/// <param name="Operator">As written; <c>?</c> is the conditional, <c>!.</c> the assertion that a value is not null.</param>
/// <param name="Operands">One, two or three.</param>
/// <param name="Line">See <see cref="Expression"/>.</param>
internal sealed record OperatorExpression(string Operator, IReadOnlyList<Expression> Operands, int Line) : Expression(Line)
{
    public override IEnumerable<Expression> Children => Operands;
}
