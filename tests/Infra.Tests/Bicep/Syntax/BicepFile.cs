namespace Tollgate.Tests.Bicep.Syntax;

/// <param name="TargetScope"><c>resourceGroup</c> unless the file says otherwise.</param>
/// <param name="Declarations">In the order of the text.</param>
internal sealed record BicepFile(string TargetScope, IReadOnlyList<Declaration> Declarations)
{
    public IEnumerable<ParameterDeclaration> Parameters => Declarations.OfType<ParameterDeclaration>();

    public IEnumerable<OutputDeclaration> Outputs => Declarations.OfType<OutputDeclaration>();

    public IEnumerable<ModuleDeclaration> Modules => Declarations.OfType<ModuleDeclaration>();

    /// <summary>Child resources included.</summary>
    public IEnumerable<ResourceDeclaration> Resources => Nodes.OfType<ResourceDeclaration>();

    public IEnumerable<Expression> Nodes => Declarations.SelectMany(declaration => declaration.SelfAndDescendants());
}
