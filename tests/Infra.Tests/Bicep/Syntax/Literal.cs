namespace Tollgate.Tests.Bicep.Syntax;

/// <param name="Value">A <c>long</c>, a <c>bool</c> or null.</param>
/// <param name="Line">See <see cref="Expression"/>.</param>
internal sealed record Literal(object? Value, int Line) : Expression(Line);
