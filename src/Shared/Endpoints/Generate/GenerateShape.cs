using System.Text.Json;
using Tollgate.Endpoints.Surfaces;
using Tollgate.Pipeline;
using Tollgate.Providers.Chat.Answer;

namespace Tollgate.Endpoints.Generate;

/// <summary>Answers of <c>/v1/generate</c>: the text, and what it came from and to.</summary>
/// <param name="streamsText">A stream is bare text.</param>
internal sealed class GenerateShape(bool streamsText) : IAnswerShape
{
    public bool StreamsText => streamsText;

    public void WriteAnswer(Utf8JsonWriter json, AnswerPart answer, GatewayRequest request, Settled settled)
    {
        var deployment = request.Deployment!;
        json.WriteStartObject();
        answer.WriteText(json, "response");
        json.WriteString("model", deployment.UpstreamModel);
        json.WriteString("provider", deployment.Provider.Name);
        UsageJson.Write(json, settled.Usage);
        json.WriteNumber("cost_usd", settled.Cost.Usd);
        json.WriteBoolean("cached", false);
        json.WriteEndObject();
    }

    public void WriteEvent(Utf8JsonWriter json, AnswerPart part)
    {
        json.WriteStartObject();
        part.WriteText(json, "response");
        if (part.FinishReason is { } reason)
        {
            json.WriteString("finish_reason", reason);
        }

        part.WriteUsage(json);
        json.WriteEndObject();
    }
}
