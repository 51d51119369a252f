using Tollgate.Tests.Bicep.Syntax;

namespace Tollgate.Tests.Bicep;

internal sealed record TemplateFile(string Path, BicepFile Syntax)
{
    public T? Find<T>(string name)
        where T : Declaration => Syntax.Nodes.OfType<T>().FirstOrDefault(declaration => declaration.Name == name);

    public string At(Expression node, string problem) => $"{Path}({node.Line}): {problem}";
}
