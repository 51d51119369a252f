using Tollgate.Tests.Bicep.Syntax;

namespace Tollgate.Tests.Bicep.Rules;

/// <summary>Every name that is used is declared, and every parameter, variable and existing resource that is declared is used.</summary>
internal sealed class SymbolRule : IHouseRule
{
    private static readonly HashSet<string> Functions = new(StringComparer.Ordinal)
    {
        "any", "concat", "contains", "empty", "environment", "filter", "first", "format", "guid", "items", "join", "last", "length",
        "loadJsonContent", "loadTextContent", "map", "max", "min", "range", "reduce", "replace", "resourceGroup", "resourceId", "sort",
        "split", "startsWith", "string", "subscription", "subscriptionResourceId", "take", "tenant", "toLower", "toObject", "toUpper",
        "trim", "union", "uniqueString",
        "allowed", "batchSize", "description", "maxLength", "maxValue", "metadata", "minLength", "minValue", "secure",
    };

    public IEnumerable<string> Check(TemplateFile file, Template template)
    {
        var declared = file.Syntax.Nodes.OfType<Declaration>().Where(declaration => declaration is not OutputDeclaration).ToArray();
        var used = new HashSet<string>(StringComparer.Ordinal);
        var findings = new List<string>();
        foreach (var declaration in file.Syntax.Declarations)
        {
            Walk(declaration, [.. declared.Select(symbol => symbol.Name)], file, used, findings);
        }

        findings.AddRange(declared
            .Where(symbol => symbol is ParameterDeclaration or VariableDeclaration or ResourceDeclaration { IsExisting: true } && !used.Contains(symbol.Name))
            .Select(symbol => file.At(symbol, $"{symbol.Name} is declared but not used")));
        return findings;
    }

    private static void Walk(Expression node, HashSet<string> scope, TemplateFile file, HashSet<string> used, List<string> findings)
    {
        switch (node)
        {
            case NameExpression name:
                used.Add(name.Name);
                if (!scope.Contains(name.Name))
                {
                    findings.Add(file.At(name, $"{name.Name} is not declared"));
                }

                break;
            case CallExpression { Target: null } call when !Functions.Contains(call.Function):
                findings.Add(file.At(call, $"{call.Function}() is not known"));
                break;
            case MemberExpression member:
                // A child resource is reached through its parent: parent::child.
                used.Add(member.Name);
                break;
        }

        var inner = node.Locals.Any() ? [.. scope, .. node.Locals] : scope;
        foreach (var child in node.Children)
        {
            Walk(child, inner, file, used, findings);
        }
    }
}
