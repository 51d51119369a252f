using Tollgate.Pipeline;
using Tollgate.Pricing;

namespace Tollgate.Providers.Demo;

/// <summary>
/// A provider that needs no key and no network: it answers deterministically, streams, calls tools, bills tokens, and can be told
/// to be slow or to fail (<see cref="DemoOrders"/>). The quick start and many tests talk to it.
/// </summary>
internal sealed class DemoProvider(TimeProvider time) : IModelProvider
{
    public string Wire => "demo";

    public async Task<ProviderAnswer> AskAsync(Attempt attempt, CancellationToken cancellation)
    {
        var (request, deployment) = (attempt.Request, attempt.Deployment);
        var facts = request.Facts;
        using var body = RequestJson.Parse(request.Body);
        RequireContext(facts, deployment.Info);
        if (request.Operation == Operation.Embeddings)
        {
            return DemoEmbedding.Answer(body.RootElement, deployment.UpstreamModel, facts.PromptBytes);
        }

        var asked = DemoRequest.Parse(body.RootElement, attempt.Dropped).Within(attempt.OutputBound ?? deployment.Info.MaxOutputTokens);
        var orders = DemoOrders.Parse(asked.Text);
        orders.FailIfTold();

        var reasons = deployment.Info.Capabilities.HasFlag(ModelCapabilities.Reasoning);
        var script = DemoScript.Write(asked, facts.PromptBytes, reasons);
        var json = new DemoJson($"chatcmpl-{request.Id}", deployment.UpstreamModel, request.StartedAt.ToUnixTimeSeconds());
        if (facts.Stream)
        {
            return new DemoStream(script, json, orders, time, cancellation);
        }

        if (orders.Pause > TimeSpan.Zero)
        {
            await Task.Delay(orders.PauseFor(script.Words.Count), time, cancellation).ConfigureAwait(false);
        }

        return new WholeAnswer(json.Whole(script), script.Usage);
    }

    /// <summary>As any provider does, it refuses what its model could not read, and bills nothing.</summary>
    private static void RequireContext(RequestFacts facts, ModelInfo model)
    {
        if (DemoScript.Tokens(facts.PromptBytes) > model.ContextLength * Math.Max(1, facts.Cost.Prompts))
        {
            throw new RefusalException(Refusal.Invalid(
                "context_length_exceeded",
                $"The prompt has {DemoScript.Tokens(facts.PromptBytes)} tokens, and this model reads {model.ContextLength} at the most. Shorten it."));
        }
    }
}
