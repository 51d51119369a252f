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
        var (asked, task, routing) = (request.Facts.Model, request.Wishes.TaskType, request.Configuration.Routing);
        if (!routing.IsEnabled)
        {
            return new RoutedName(asked, null);
        }

        for (var index = 0; index < routing.Rules.Count; index++)
        {
            var rule = routing.Rules[index];
            if (rule.Fits(asked, task, request.Caller.Tenant.Id))
            {
                return new RoutedName(rule.Route ?? ForTask(asked, task, routing), rule.Strategy);
            }
        }

        return new RoutedName(ForTask(asked, task, routing), null);
    }

    private static string ForTask(string asked, string? task, RoutingOptions routing) =>
        task is not null && routing.TaskTypes.TryGetValue(task, out var model) ? model : asked;
}
