using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Pricing;

namespace Tollgate.Routing;

/// <summary>Chooses the deployment that serves a request: the first of the model's, in the operator's order.</summary>
internal sealed class Router(ModelCatalogue catalogue)
{
    /// <exception cref="RefusalException">No such model, or one that cannot do what is asked.</exception>
    public Deployment Choose(GatewayRequest request)
    {
        var name = request.Facts.Model;
        if (request.Configuration.FindModel(name) is not { } model)
        {
            throw new RefusalException(UnknownModel(name));
        }

        foreach (var deployment in model.Deployments)
        {
            if (CanServe(request.Operation, deployment.Info))
            {
                return deployment;
            }
        }

        throw new RefusalException(Refusal.Invalid(
            "unsupported_operation", $"The model '{name}' cannot serve {Named(request.Operation)}. GET /v1/models tells what each model can do.", "model"));
    }

    private static bool CanServe(Operation operation, ModelInfo model) => operation switch
    {
        Operation.Chat => model.Can(ModelCapabilities.Chat),
        Operation.Completions => model.Can(ModelCapabilities.Chat) || model.Can(ModelCapabilities.Completions),
        _ => model.Can(ModelCapabilities.Embeddings),
    };

    private static string Named(Operation operation) => operation switch
    {
        Operation.Chat => "chat completions",
        Operation.Completions => "completions",
        _ => "embeddings",
    };

    private Refusal UnknownModel(string name)
    {
        var shown = name.Length <= 200 ? name : string.Concat(name.AsSpan(0, 200), "…");
        var known = catalogue.ProvidersOf(name);
        var advice = known.Count > 0
            ? $"It is known from {string.Join(", ", known)}: give the gateway that provider's key, or name a deployment in gateway.json."
            : "GET /v1/models lists the models that are served here.";
        return Refusal.Invalid("model_not_found", $"The model '{shown}' does not exist here. {advice}", "model", 404);
    }
}
