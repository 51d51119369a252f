namespace Tollgate.Tests.Bicep.Syntax;

/// <param name="Key">Its name; may have holes.</param>
/// <param name="Value">What it is set to.</param>
/// <param name="Line">See <see cref="Expression"/>.</param>
internal sealed record Property(StringExpression Key, Expression Value, int Line) : Expression(Line)
{
    public override IEnumerable<Expression> Children => [Key, Value];
}
