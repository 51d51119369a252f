using System.Text;
using System.Text.Json;
using Tollgate.UpstreamSimulator.OpenAI;

namespace Tollgate.UpstreamSimulator.Anthropic;

/// <summary>Anthropic's Messages API: <c>POST /v1/messages</c>, whole and streamed.</summary>
internal sealed class AnthropicWire(SimulatorOptions options) : IUpstreamWire
{
    private const string MessagesPath = "/v1/messages";

    public bool Claims(string path) => path == MessagesPath;

    public Reply Answer(RecordedRequest request, FaultQueue scripted)
    {
        var id = $"req_sim{request.Sequence:x20}";
        var envelope = new AnthropicEnvelope(id);
        var reply = OrRefusal(envelope, () =>
        {
            AnthropicHeaders.Require(request, options.RefusedApiKeys);
            return AnswerCall(request, envelope, scripted);
        });
        return reply with { Headers = reply.Headers.SetItems(AnthropicHeaders.Of(id)) };
    }

    private static Reply AnswerCall(RecordedRequest request, AnthropicEnvelope envelope, FaultQueue scripted)
    {
        if (request.Method != "POST")
            throw new RefusedException(new(405, "invalid_request_error", null, "Method Not Allowed"));

        var queued = scripted.Take();
        var body = MessageFields.Parse(request.Body);
        var model = ClaudeModel.Find(body.RequiredText("model"));
        var script = AnthropicScript.Read(Encoding.UTF8.GetString(request.Body.Span));
        Fault[] faults = [.. queued, .. model.Faults, .. script.Faults];
        var shape = faults.Aggregate(new AnswerShape(), (current, fault) => fault.Shape(current));

        var reply = OrRefusal(envelope, () =>
        {
            var asked = MessagesRequest.Read(body, model, AnthropicHeaders.HasSampling(request));
            var answer = MessagesAnswer.To(asked, shape, script, Fingerprint.Of(request.Body.Span));
            return asked.IsStream ? new MessagesStream(answer, shape).Write(script, envelope) : MessagesBody.Write(answer);
        });
        return faults.Aggregate(reply, (altered, fault) => fault.Alter(altered, envelope));
    }

    private static Reply OrRefusal(AnthropicEnvelope envelope, Func<Reply> answer)
    {
        try
        {
            return answer();
        }
        catch (RefusedException refused)
        {
            return Refuse(envelope, refused.Error);
        }
        catch (Exception unreadable) when (unreadable is InvalidOperationException or KeyNotFoundException or JsonException)
        {
            return Refuse(envelope, new(400, "invalid_request_error", null, "The request body is not valid: a member is of the wrong type."));
        }
    }

    private static Reply Refuse(AnthropicEnvelope envelope, UpstreamError error) => new()
    {
        Status = error.Status,
        Body = Encoding.UTF8.GetBytes(envelope.Write(error)),
    };
}
