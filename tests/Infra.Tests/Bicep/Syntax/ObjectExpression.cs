namespace Tollgate.Tests.Bicep.Syntax;

/// <param name="Properties">In the order of the text.</param>
/// <param name="Spreads">Objects whose members are taken over with <c>...</c>.</param>
/// <param name="Resources">Child resources declared inside a resource's body.</param>
/// <param name="Line">See <see cref="Expression"/>.</param>
internal sealed record ObjectExpression(
    IReadOnlyList<Property> Properties, IReadOnlyList<Expression> Spreads, IReadOnlyList<ResourceDeclaration> Resources, int Line)
    : Expression(Line)
{
    public override IEnumerable<Expression> Children => [.. Properties, .. Spreads, .. Resources];

    /// <summary>The value of a member, or null.</summary>
    public Expression? this[string name] => Properties.FirstOrDefault(property => property.Key.Text == name)?.Value;
}
