namespace Tollgate.Tests.Bicep.Syntax;

/// <param name="Parts">The literal parts: one more than there are holes.</param>
/// <param name="Holes">The expressions between them.</param>
/// <param name="Line">See <see cref="Expression"/>.</param>
internal sealed record StringExpression(IReadOnlyList<string> Parts, IReadOnlyList<Expression> Holes, int Line) : Expression(Line)
{
    public override IEnumerable<Expression> Children => Holes;

    /// <summary>The text of a string without holes; null for others.</summary>
    public string? Text => Holes.Count == 0 ? Parts[0] : null;
}
