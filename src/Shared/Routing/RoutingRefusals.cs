using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Pricing;

namespace Tollgate.Routing;

/// <summary>What clients are told when there is nobody to ask.</summary>
internal static class RoutingRefusals
{
    /// <summary>There is no such model.</summary>
    public static Refusal UnknownModel(string name, ModelCatalogue catalogue)
    {
        var shown = name.Length <= 200 ? name : string.Concat(name.AsSpan(0, 200), "…");
        var known = catalogue.ProvidersOf(name);
        var advice = known.Count > 0
            ? $"It is known from {string.Join(", ", known)}: give the gateway that provider's key, or name a deployment in gateway.json."
            : "GET /v1/models lists the models that are served here.";
        return Refusal.Invalid("model_not_found", $"The model '{shown}' does not exist here. {advice}", "model", 404);
    }

    /// <summary>None of the model's targets that the client wants may or can serve the request.</summary>
    public static Refusal NoTarget(GatewayRequest request, Model model)
    {
        var wanted = TargetFilter.Wanted(request, model);
        if (wanted.Count == 0)
        {
            return Refusal.Invalid(
                "invalid_value",
                $"The provider '{request.Wishes.Provider}' does not serve the model '{model.Name}', and 'fallback' is false. Leave out one of the two, or choose another model.",
                "provider");
        }

        // Where others of the model's could serve it, that is worth saying.
        var isAlone = wanted.Count < model.Targets.Count;
        var served = isAlone ? $"The model '{request.Facts.Model}' at the provider '{request.Wishes.Provider}'" : $"The model '{request.Facts.Model}'";
        var param = isAlone ? "provider" : "model";
        return wanted.Any(target => TargetFilter.IsAllowed(request, target))
            ? Refusal.Invalid("unsupported_operation", $"{served} cannot serve {Named(request.Operation)}. GET /v1/models tells what each model can do.", param)
            : new Refusal
            {
                Status = 403,
                Type = ErrorTypes.Permission,
                Code = "region_not_allowed",
                Message = $"{served} is served in no region in which this tenant's data may be processed. Choose another {param}.",
                Param = param,
            };
    }

    private static string Named(Operation operation) => operation switch
    {
        Operation.Chat => "chat completions",
        Operation.Completions => "completions",
        _ => "embeddings",
    };
}
