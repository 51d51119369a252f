using Tollgate.Pipeline;

namespace Tollgate.Routing.Capabilities;

/// <summary>What is done about needs that the chosen target does not meet: the members behind them are refused, or left out by the tenant's policy.</summary>
internal static class UnmetNeeds
{
    /// <summary>Without these a request still makes sense. Members that mean nothing without another go with it.</summary>
    private static readonly (RequestNeeds Need, string[] Members)[] Droppable =
    [
        (RequestNeeds.Tools, ["tools", "functions", "tool_choice", "function_call", "parallel_tool_calls"]),
        (RequestNeeds.ToolChoice, ["tool_choice"]),
        (RequestNeeds.JsonSchema, ["response_format"]),
        (RequestNeeds.Reasoning, ["reasoning_effort"]),
        (RequestNeeds.SeveralAnswers, ["n"]),
        (RequestNeeds.Logprobs, ["logprobs", "top_logprobs"]),
        (RequestNeeds.TopLogprobs, ["top_logprobs"]),
        (RequestNeeds.LogitBias, ["logit_bias"]),
    ];

    /// <summary>Without these it would be another request.</summary>
    private static readonly (RequestNeeds Need, string Member, string What)[] Essential =
    [
        (RequestNeeds.Vision, "messages", "images"),
        (RequestNeeds.AudioInput, "messages", "audio input"),
        (RequestNeeds.AudioOutput, "modalities", "audio output"),
        (RequestNeeds.Streaming, "stream", "streaming"),
    ];

    /// <exception cref="RefusalException">Something cannot be left out, or the tenant does not want it to be.</exception>
    public static void Resolve(in Unmet unmet, Attempt attempt)
    {
        var (request, deployment) = (attempt.Request, attempt.Deployment);
        var model = $"The model '{request.Facts.Model}'";
        if (unmet.LeastInput is { } input)
        {
            throw new RefusalException(Refusal.Invalid(
                "context_length_exceeded",
                $"{model} reads {deployment.Info.ContextLength} tokens at the most, and the request has {input} at the least. Shorten it, or choose another model.",
                request.Operation == Operation.Chat ? "messages" : null));
        }

        foreach (var (need, member, what) in Essential)
        {
            if ((unmet.Needs & need) != 0)
            {
                throw UnsupportedParameters.Refuse(member, $"{model} does not support {what}. GET /v1/models tells what each model can do.");
            }
        }

        var lacking = deployment.Provider.Quirks.Lacks;
        foreach (var (need, members) in Droppable)
        {
            if ((unmet.Needs & need) != 0)
            {
                Drop(members, attempt, (lacking & need) != 0 ? $"Provider '{deployment.Provider.Name}'" : model);
            }
        }

        if (unmet.IsOutputTooLong)
        {
            Lower(attempt, model, deployment.Info.MaxOutputTokens!.Value);
        }
    }

    private static void Drop(string[] members, Attempt attempt, string target)
    {
        foreach (var member in members)
        {
            if (BodyMembers.Has(attempt.Request.Body.Span, member))
            {
                attempt.Unsupported.Drop(member, target);
            }
        }
    }

    private static void Lower(Attempt attempt, string target, long limit)
    {
        var isCurrent = attempt.Request.Facts.Cost.MaxCompletionTokens.Tokens > limit;
        attempt.Unsupported.Lower(isCurrent ? "max_completion_tokens" : "max_tokens", target, limit);
        attempt.OutputBound = limit;
    }
}
