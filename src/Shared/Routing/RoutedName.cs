using Tollgate.Configuration;
using Tollgate.Pipeline;
using Tollgate.Routing.Options;

namespace Tollgate.Routing;

/// <summary>The model that a request goes to, once the operator's rules have had their say.</summary>
/// <param name="Name">Public name.</param>
/// <param name="Strategy">What the rule wants; null: what the model has.</param>
internal readonly record struct RoutedName(string Name, RoutingStrategy? Strategy)
{
    /// <summary>The first rule that fits, then the model of the task, then the model asked for.</summary>
    public static RoutedName Of(GatewayRequest request)
    {
        var (asked, routing) = (request.Facts.Model, request.Configuration.Routing);
        if (!routing.IsEnabled)
        {
            return new RoutedName(asked, null);
        }

        var task = TaskOf(request);
        for (var index = 0; index < routing.Rules.Count; index++)
        {
            var rule = routing.Rules[index];
            if (rule.Fits(asked, task, request.Caller.Tenant.Id) && MayRoute(rule, request.Operation))
            {
                return new RoutedName(rule.Route ?? ForTask(task, request.Operation, request.Configuration) ?? asked, rule.Strategy);
            }
        }

        return new RoutedName(ForTask(task, request.Operation, request.Configuration) ?? asked, null);
    }

    /// <summary>The model that the operator mapped the task to, where it is one that can do what is asked; null: none.</summary>
    public static string? ForTask(string? task, Operation operation, GatewayConfiguration configuration)
    {
        if (task is null || !configuration.Routing.TaskTypes.TryGetValue(task, out var name) || configuration.FindModel(name) is not { } model)
        {
            return null;
        }

        for (var index = 0; index < model.Targets.Count; index++)
        {
            if (TargetFilter.CanServe(operation, model.Targets[index].Deployment.Info))
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>An embedding has none: what Gemini calls so is part of its meaning, not of the operator's map.</summary>
    private static string? TaskOf(GatewayRequest request) => request.Operation == Operation.Embeddings ? null : request.Wishes.TaskType;

    /// <summary>Vectors of different models do not mix: only a rule that names the model it is for sends an embedding to another one.</summary>
    private static bool MayRoute(RoutingRule rule, Operation operation) => operation != Operation.Embeddings || rule.Route is null || rule.Model is not null;
}
