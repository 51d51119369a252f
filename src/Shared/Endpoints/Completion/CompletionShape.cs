using System.Text.Json;
using Tollgate.Endpoints.Surfaces;
using Tollgate.Pipeline;
using Tollgate.Providers.Chat.Answer;

namespace Tollgate.Endpoints.Completion;

/// <summary>Answers of <c>/completion</c>: the content, and who gave it.</summary>
internal sealed class CompletionShape : IAnswerShape
{
    public bool StreamsText => false;

    public void WriteAnswer(Utf8JsonWriter json, AnswerPart answer, GatewayRequest request, Settled settled)
    {
        var deployment = request.Deployment!;
        json.WriteStartObject();
        json.WriteString("id", answer.Id);
        answer.WriteText(json, "content");
        answer.WriteCalls(json);
        json.WriteString("provider", deployment.Provider.Name);
        json.WriteString("model", deployment.UpstreamModel);
        json.WriteString("finish_reason", answer.FinishReason);
        UsageJson.Write(json, settled.Usage);
        json.WriteNumber("cost_usd", settled.Cost.Usd);
        json.WriteBoolean("cached", false);
        json.WriteEndObject();
    }

    public void WriteEvent(Utf8JsonWriter json, AnswerPart part)
    {
        json.WriteStartObject();
        part.WriteText(json, "content");
        part.WriteCalls(json);
        if (part.FinishReason is { } reason)
        {
            json.WriteString("finish_reason", reason);
        }

        part.WriteUsage(json);
        json.WriteEndObject();
    }
}
