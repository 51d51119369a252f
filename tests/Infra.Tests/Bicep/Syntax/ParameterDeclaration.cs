namespace Tollgate.Tests.Bicep.Syntax;

/// <summary>Its type is as written, without spaces. Without a default the caller must say, unless the type ends in <c>?</c>.</summary>
internal sealed record ParameterDeclaration(
    string Name, string Type, Expression? Default, IReadOnlyList<CallExpression> Decorators, int Line) : Declaration(Name, Decorators, Line)
{
    public override IEnumerable<Expression> Children => Default is null ? Decorators : [.. Decorators, Default];

    public bool IsRequired => Default is null && !Type.EndsWith('?');
}
