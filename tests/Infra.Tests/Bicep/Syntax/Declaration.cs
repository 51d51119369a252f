namespace Tollgate.Tests.Bicep.Syntax;

/// <param name="Name">What it is referred to by.</param>
/// <param name="Decorators">In order.</param>
/// <param name="Line">See <see cref="Expression"/>.</param>
internal abstract record Declaration(string Name, IReadOnlyList<CallExpression> Decorators, int Line) : Expression(Line)
{
    public bool Has(string decorator) => Decorators.Any(call => call.Function == decorator);
}
