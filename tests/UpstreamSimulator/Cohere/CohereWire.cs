using System.Text;
using Tollgate.UpstreamSimulator.OpenAI;

namespace Tollgate.UpstreamSimulator.Cohere;

/// <summary>Cohere's API of version 2: <c>/v2/chat</c> and <c>/v2/embed</c>.</summary>
internal sealed class CohereWire(SimulatorOptions options) : IUpstreamWire
{
    private const string Bearer = "Bearer ";

    public bool Claims(string path) => path.StartsWith("/v2/", StringComparison.Ordinal);

    public Reply Answer(RecordedRequest request, FaultQueue scripted)
    {
        var reply = OrRefusal(() =>
        {
            RequireKey(request);
            return AnswerCall(request, scripted);
        });
        return reply with { Headers = reply.Headers.SetItem("x-debug-trace-id", "trace_" + Fingerprint.Of(request.Body.Span)) };
    }

    private static Reply AnswerCall(RecordedRequest request, FaultQueue scripted)
    {
        Func<CohereCall, Reply> operation = (request.Method, request.Path) switch
        {
            ("POST", "/v2/chat") => ChatOperation.Answer,
            ("POST", "/v2/embed") => EmbedOperation.Answer,
            ("POST", _) => throw CohereErrors.Refuse(404, "page not found"),
            _ => throw CohereErrors.Refuse(405, "method not allowed"),
        };
        var queued = scripted.Take();
        var body = CohereBody.Parse(request.Body);
        var (model, named) = CohereModel.Find(body.RequiredText("model"));
        Fault[] faults = [.. queued, .. named, .. NamedInText(request)];
        var call = new CohereCall(body, model, faults.Aggregate(new AnswerShape(), (shape, fault) => fault.Shape(shape)), Fingerprint.Of(request.Body.Span));
        var reply = OrRefusal(() => operation(call));
        return faults.Aggregate(reply, (altered, fault) => fault.Alter(altered, CohereErrors.Envelope));
    }

    private static IEnumerable<Fault> NamedInText(RecordedRequest request) =>
        SimulationCommand.Find(Encoding.UTF8.GetString(request.Body.Span)).Select(name => FaultNames.TryFind(name, out var fault)
            ? fault
            : throw CohereErrors.Refuse(400, $"The simulator knows no fault '{name}'."));

    private void RequireKey(RecordedRequest request)
    {
        var credentials = request.Headers.GetValueOrDefault("Authorization") ?? "";
        var key = credentials.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? credentials[Bearer.Length..].Trim() : "";
        if (key.Length == 0)
            throw CohereErrors.Refuse(401, "no api key supplied");
        if (options.RefusedApiKeys.Contains(key))
            throw CohereErrors.Refuse(401, "invalid api token");
    }

    private static Reply OrRefusal(Func<Reply> answer)
    {
        try
        {
            return answer();
        }
        catch (RefusedException refused)
        {
            return Refuse(refused);
        }
        catch (Exception unreadable) when (unreadable is InvalidOperationException or KeyNotFoundException or FormatException or System.Text.Json.JsonException)
        {
            // A member deep inside is of the wrong kind: JsonElement says so, in words of its own.
            return Refuse(CohereErrors.Refuse(400, "invalid request: a parameter has an invalid type"));
        }
    }

    private static Reply Refuse(RefusedException refused) => new()
    {
        Status = refused.Error.Status,
        Body = Encoding.UTF8.GetBytes(CohereErrors.Envelope.Write(refused.Error)),
    };
}
