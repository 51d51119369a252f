using Tollgate.Health.Checks;
using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Routing.Capabilities;
using Tollgate.Routing.Circuits;
using Tollgate.Routing.Experiments;
using Tollgate.Routing.Options;
using Tollgate.Routing.Strategies;
using Tollgate.Routing.Targets;

namespace Tollgate.Routing;

/// <summary>Decides where a request may go, and in which order.</summary>
internal sealed class Router(ModelCatalogue catalogue, TargetOrders orders, TargetLoads loads, CircuitBreakers circuits, CheckResults checks)
{
    /// <exception cref="RefusalException">No such model, or none of its targets may or can do what is asked.</exception>
    public RoutePlan Plan(GatewayRequest request)
    {
        var routed = RoutedName.Of(request);
        var model = request.Configuration.FindModel(routed.Name) ?? throw new RefusalException(RoutingRefusals.UnknownModel(routed.Name, catalogue));
        request.CountedAs = request.Configuration.IsNamed(request.Facts.Model) ? request.Facts.Model : model.Name;
        request.ModelLabel = request.Configuration.HasName(model) ? request.CountedAs : $"{model.Targets[0].Deployment.Provider.Name}/*";
        var first = Arm(request, model, routed) ?? model;
        var line = Line(request, first, routed.Strategy);
        for (var next = 0; line.Length == 0 && next < model.Fallbacks.Outage.Count; next++)
        {
            // None of its own may or can serve this request, which is as good as none that works.
            line = Line(request, model.Fallbacks.Outage[next]);
        }

        // Vectors of different models do not mix: behind an arm that embeds stands no other model.
        return new RoutePlan(
            this, request, request.Operation == Operation.Embeddings ? first : model, first, line.Length > 0 ? line : throw new RefusalException(RoutingRefusals.NoTarget(request, model)));
    }

    /// <summary>The targets of a model that a failed request goes on to; none where it has none that may or can serve it.</summary>
    internal RouteTarget[] Line(GatewayRequest request, string model) =>
        request.Configuration.FindModel(model) is { } found ? Line(request, found, strategy: null) : [];

    /// <summary>The targets of a model that may and can serve the request, in order.</summary>
    internal RouteTarget[] Line(GatewayRequest request, Model model, RoutingStrategy? strategy)
    {
        var fit = Fit(request, TargetFilter.Wanted(request, model));
        var routing = request.Configuration.Routing;
        if (fit.Length > 1 && routing.IsEnabled)
        {
            orders.Of(request.Wishes.Strategy ?? strategy ?? model.Strategy ?? routing.Strategy).Arrange(fit, new RouteQuestion(model, request));
        }

        fit = request.Wishes.Provider is { } provider ? Preferring(provider, fit) : fit;
        return fit.Length > 1 && routing.IsEnabled ? Working(fit, request.Configuration.Circuits) : fit;
    }

    /// <summary>
    /// Others come before one that is about to throttle, that before one that asked for a pause, and that before one whose circuit is
    /// open or whose provider fails its checks, whatever the strategy says.
    /// </summary>
    private RouteTarget[] Working(RouteTarget[] targets, CircuitOptions options)
    {
        foreach (var target in targets)
        {
            if (Restraint(target, options) > 0)
            {
                return [.. targets.OrderBy(other => Restraint(other, options))];
            }
        }

        return targets;
    }

    /// <summary>Nothing is known that speaks against asking it now.</summary>
    internal bool IsAtEase(GatewayRequest request, RouteTarget target) => Restraint(target, request.Configuration.Circuits) == 0;

    private int Restraint(RouteTarget target, CircuitOptions options) =>
        circuits.IsOpen(target.Deployment, options) || checks.IsFailing(target.Deployment.Provider.Name) ? 3
        : loads.Of(target.Deployment.Id) switch
        {
            { IsThrottled: true } => 2,
            { IsSpared: true } => 1,
            _ => 0,
        };

    private static RouteTarget[] Fit(GatewayRequest request, IReadOnlyList<RouteTarget> targets)
    {
        var fit = new RouteTarget[targets.Count];
        var (count, capable) = (0, 0);
        for (var index = 0; index < fit.Length; index++)
        {
            var target = targets[index];
            if (!TargetFilter.IsAllowed(request, target) || !TargetFilter.CanServe(request.Operation, target.Deployment.Info))
            {
                continue;
            }

            // Those that can do all that is asked gather in front, in their order.
            fit[count] = target;
            if (fit.Length > 1 && CapabilityCheck.Unmet(request.Facts, target.Deployment).IsNothing)
            {
                fit.AsSpan(capable, count - capable).CopyTo(fit.AsSpan(capable + 1));
                fit[capable++] = target;
            }

            count++;
        }

        // Where none can, the first one's refusal tells what is too much to ask.
        var taken = capable > 0 ? capable : count;
        return taken == fit.Length ? fit : fit[..taken];
    }

    /// <summary>
    /// The model of the experiment's arm, where the model takes part in one and the client did not choose otherwise. Null where it
    /// cannot serve this request: the request then takes no part, rather than fail where the model would not.
    /// </summary>
    private static Model? Arm(GatewayRequest request, Model model, RoutedName routed)
    {
        var routing = request.Configuration.Routing;
        var takesPart = (request.Wishes.Strategy ?? routed.Strategy ?? RoutingStrategy.Experiment) == RoutingStrategy.Experiment && request.Wishes.Provider is null;
        if (!takesPart || !routing.IsEnabled || !(routing.Running.TryGetValue(routed.Name, out var experiment) || routing.Running.TryGetValue(model.Name, out experiment)))
        {
            return null;
        }

        // Drawn before it is known who fits: whoever does keeps its arm, and the arms' shares stay what their weights say.
        var assignment = ExperimentAssignment.Of(experiment, request);
        if (request.Configuration.FindModel(assignment.Arm.Target) is not { } arm || !ExperimentAssignment.CanServe(arm, request))
        {
            return null;
        }

        request.Experiment = assignment;
        return arm;
    }

    /// <summary>The targets of the provider that the client asked for in front, otherwise in their order.</summary>
    private static RouteTarget[] Preferring(string provider, RouteTarget[] targets) =>
        [.. targets.OrderBy(target => target.Deployment.Provider.Name != provider)];
}
