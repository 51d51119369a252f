using Tollgate.Tests.Bicep;
using Tollgate.Tests.Bicep.Syntax;

namespace Tollgate.Tests.Settings;

/// <summary>The app settings that the template sets, read off the tree.</summary>
internal static class DeployedSettings
{
    /// <summary>Under any parameters at all.</summary>
    public static IReadOnlySet<string> All { get; } = KeysBelow(App.Find<VariableDeclaration>("settings")!.Value);

    /// <summary>In every deployment.</summary>
    public static IReadOnlySet<string> Always { get; } = KeysBelow(App.Find<VariableDeclaration>("baseSettings")!.Value);

    /// <summary>With the Durable Task Scheduler, with the storage account, and in a region that is only a client.</summary>
    public static IReadOnlySet<string> OfScheduler { get; } = KeysBelow(App.Find<VariableDeclaration>("schedulerSettings")!.Value);

    public static IReadOnlySet<string> OfStorage { get; } = KeysBelow(App.Find<VariableDeclaration>("storageSettings")!.Value);

    public static IReadOnlySet<string> OfClient { get; } = KeysBelow(App.Find<VariableDeclaration>("clientSettings")!.Value);

    private static TemplateFile App => Template.Deployment.Files["modules/function-app.bicep"];

    /// <summary>Follows names to their variables.</summary>
    private static HashSet<string> KeysBelow(Expression expression)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in expression.SelfAndDescendants())
        {
            if (node is Property { Key.Text: { } key })
            {
                keys.Add(key);
            }
            else if (node is NameExpression name && App.Find<VariableDeclaration>(name.Name) is { } variable)
            {
                keys.UnionWith(KeysBelow(variable.Value));
            }
        }

        return keys;
    }
}
