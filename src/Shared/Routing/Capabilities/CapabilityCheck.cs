using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Pricing;

namespace Tollgate.Routing.Capabilities;

/// <summary>Holds what requests need against what targets can do.</summary>
internal static class CapabilityCheck
{
    /// <summary>
    /// The longest token of the vocabularies in use: that many bytes of text are one token at the least, so nothing that fits is
    /// ever found too long.
    /// </summary>
    private const int MostBytesPerToken = 128;

    private static readonly (RequestNeeds Need, ModelCapabilities Capability)[] Capabilities =
    [
        (RequestNeeds.Streaming, ModelCapabilities.Streaming),
        (RequestNeeds.Tools, ModelCapabilities.Tools),
        (RequestNeeds.ToolChoice, ModelCapabilities.Tools),
        (RequestNeeds.Vision, ModelCapabilities.Vision),
        (RequestNeeds.JsonSchema, ModelCapabilities.JsonSchema),
        (RequestNeeds.Reasoning, ModelCapabilities.Reasoning),
        (RequestNeeds.AudioInput, ModelCapabilities.AudioInput),
        (RequestNeeds.AudioOutput, ModelCapabilities.AudioOutput),
    ];

    /// <summary>What of a request a deployment cannot do: its model, or its provider's wire whatever the model.</summary>
    public static Unmet Unmet(RequestFacts request, Deployment deployment)
    {
        var model = Unmet(request, deployment.Info);
        return model with { Needs = model.Needs | (request.Needs & deployment.Provider.Quirks.Lacks) };
    }

    /// <summary>What of a request a model cannot do. Of a model of which nothing is known that is nothing.</summary>
    public static Unmet Unmet(RequestFacts request, ModelInfo model) => new()
    {
        Needs = Missing(request.Needs, model),
        LeastInput = LeastInput(request) is var least && least > model.ContextLength ? least : null,
        IsOutputTooLong = OutputOf(request.Cost) > model.MaxOutputTokens,
    };

    /// <summary>Refuses by name what the chosen target cannot do, or has it left out where the tenant wants that.</summary>
    /// <exception cref="RefusalException">The request cannot be served as it is.</exception>
    public static void Require(Attempt attempt)
    {
        var unmet = Unmet(attempt.Request.Facts, attempt.Deployment);
        if (!unmet.IsNothing)
        {
            UnmetNeeds.Resolve(unmet, attempt);
        }
    }

    private static RequestNeeds Missing(RequestNeeds needs, ModelInfo model)
    {
        var missing = RequestNeeds.None;
        if (needs == RequestNeeds.None || model.AreCapabilitiesAssumed)
        {
            return missing;
        }

        foreach (var (need, capability) in Capabilities)
        {
            if ((needs & need) != 0 && !model.Can(capability))
            {
                missing |= need;
            }
        }

        return missing;
    }

    /// <summary>Of several prompts, each is read for itself, and the longest is no shorter than their average.</summary>
    private static long LeastInput(RequestFacts request) => request.PromptBytes / MostBytesPerToken / Math.Max(1, request.Cost.Prompts);

    private static long? OutputOf(in CostFacts cost) => (cost.MaxTokens.Tokens, cost.MaxCompletionTokens.Tokens) switch
    {
        ({ } old, { } current) => Math.Min(old, current),
        var (old, current) => old ?? current,
    };
}
