namespace Tollgate.Tests.Bicep.Syntax;

/// <summary>A node of the tree.</summary>
/// <param name="Line">Where it begins, from 1.</param>
internal abstract record Expression(int Line)
{
    public virtual IEnumerable<Expression> Children => [];

    /// <summary>Names that this node declares for what is below it.</summary>
    public virtual IEnumerable<string> Locals => [];

    public IEnumerable<Expression> SelfAndDescendants() => Children.SelectMany(child => child.SelfAndDescendants()).Prepend(this);
}
