using Tollgate.Configuration;
using Tollgate.Endpoints.Body;
using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Routing;

namespace Tollgate.Endpoints.Surfaces;

/// <summary>Chooses a model for a request that names none.</summary>
internal static class ModelChoice
{
    /// <summary>The model of the task, else the first of the preferred provider's that chats, else the operator's default, else the first that chats.</summary>
    /// <exception cref="RefusalException">There is none to choose.</exception>
    public static string For(RoutingWishes wishes, GatewayConfiguration configuration)
    {
        var routing = configuration.Routing;
        if (routing.IsEnabled && RoutedName.ForTask(wishes.TaskType, Operation.Chat, configuration) is { } ofTask)
        {
            return ofTask;
        }

        return (wishes.Provider is { } provider ? First(configuration, provider) : null)
            ?? routing.DefaultModel
            ?? First(configuration, provider: null)
            ?? throw BodyParser.Missing("model");
    }

    private static string? First(GatewayConfiguration configuration, string? provider) =>
        configuration.ModelOrder.FirstOrDefault(name => configuration.Models[name].Deployments.Any(deployment => Chats(deployment, provider)));

    private static bool Chats(Deployment deployment, string? provider) =>
        TargetFilter.CanServe(Operation.Chat, deployment.Info) && (provider is null || deployment.Provider.Name == provider);
}
