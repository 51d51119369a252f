namespace Tollgate.Tests.Bicep.Syntax;

/// <summary>A reference to a parameter, variable, resource, module or local.</summary>
internal sealed record NameExpression(string Name, int Line) : Expression(Line);
