namespace Tollgate.Tests.Bicep.Syntax;

/// <param name="Item">The name of the element, and after it of its index where one is asked for.</param>
/// <param name="Source">What is gone through.</param>
/// <param name="Body">Made for each element.</param>
/// <param name="Line">See <see cref="Expression"/>.</param>
internal sealed record ForExpression(IReadOnlyList<string> Item, Expression Source, Expression Body, int Line) : Expression(Line)
{
    public override IEnumerable<Expression> Children => [Source, Body];

    public override IEnumerable<string> Locals => Item;
}
