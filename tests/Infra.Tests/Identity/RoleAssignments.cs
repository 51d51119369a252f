using Tollgate.Tests.Bicep;
using Tollgate.Tests.Bicep.Syntax;

namespace Tollgate.Tests.Identity;

/// <summary>The roles that the template gives the app's identity, each with the type of resource that it is given on.</summary>
internal static class RoleAssignments
{
    public static IReadOnlyList<(string ResourceType, string Role)> OfApp { get; } =
    [
        .. from file in Template.Deployment.Files.Values
           from assignment in file.Syntax.Resources
           where IsOfApp(assignment)
           from role in RolesOf(file, assignment)
           select (ScopeOf(file, assignment), role),
    ];

    private static bool IsOfApp(ResourceDeclaration resource) =>
        resource.Type.StartsWith("Microsoft.Authorization/roleAssignments@", StringComparison.Ordinal)
        && resource.Body["properties"] is ObjectExpression properties
        && properties["principalId"] is NameExpression { Name: "principalId" };

    private static string ScopeOf(TemplateFile file, ResourceDeclaration assignment) =>
        assignment.Body["scope"] is NameExpression scope && file.Find<ResourceDeclaration>(scope.Name) is { } resource
            ? resource.Type.Split('@')[0]
            : "";

    private static IEnumerable<string> RolesOf(TemplateFile file, ResourceDeclaration assignment)
    {
        var definition = ((ObjectExpression)assignment.Body["properties"]!)["roleDefinitionId"]!;
        var source = assignment.Value is ForExpression loop ? loop.Source : definition;
        return TextsOf(file, source).Where(text => Guid.TryParse(text, out _)).Distinct();
    }

    private static IEnumerable<string> TextsOf(TemplateFile file, Expression expression) => expression.SelfAndDescendants().SelectMany(node => node switch
    {
        StringExpression { Text: { } text } => [text],
        NameExpression name when file.Find<VariableDeclaration>(name.Name) is { } variable => TextsOf(file, variable.Value),
        _ => [],
    });
}
