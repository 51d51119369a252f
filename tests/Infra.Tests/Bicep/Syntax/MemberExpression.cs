namespace Tollgate.Tests.Bicep.Syntax;

/// <param name="Target">What it is a member of.</param>
/// <param name="Name">The member.</param>
/// <param name="Line">See <see cref="Expression"/>.</param>
internal sealed record MemberExpression(Expression Target, string Name, int Line) : Expression(Line)
{
    public override IEnumerable<Expression> Children => [Target];
}
