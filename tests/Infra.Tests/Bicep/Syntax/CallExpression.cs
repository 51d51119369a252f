namespace Tollgate.Tests.Bicep.Syntax;

/// <param name="Target">The namespace or object that it is called on; null for a plain function.</param>
/// <param name="Function">Its name.</param>
/// <param name="Arguments">In order.</param>
/// <param name="Line">See <see cref="Expression"/>.</param>
internal sealed record CallExpression(Expression? Target, string Function, IReadOnlyList<Expression> Arguments, int Line) : Expression(Line)
{
    public override IEnumerable<Expression> Children => Target is null ? Arguments : [Target, .. Arguments];
}
