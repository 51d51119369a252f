using System.Text;

namespace Tollgate.UpstreamSimulator.Gemini;

/// <summary>Google's Gemini API: models, generateContent and streamGenerateContent, batchEmbedContents.</summary>
internal sealed class GeminiWire(SimulatorOptions options) : IUpstreamWire
{
    private const string Prefix = "/v1beta/";

    public bool Claims(string path) => path.StartsWith(Prefix, StringComparison.Ordinal);

    public Reply Answer(RecordedRequest request, FaultQueue scripted)
    {
        try
        {
            RequireKey(request);
            return AnswerCall(request, scripted);
        }
        catch (GeminiRefusedException refused)
        {
            return Refuse(refused.Error);
        }
        catch (Exception unreadable) when (unreadable is InvalidOperationException or KeyNotFoundException)
        {
            // A member deep inside is of the wrong kind: JsonElement says so, in words of its own.
            return Refuse(GeminiError.Invalid("Invalid JSON payload received. Proto field is not repeating, or a value has the wrong type."));
        }
    }

    private Reply AnswerCall(RecordedRequest request, FaultQueue scripted)
    {
        var (model, method) = Split(request.Path[Prefix.Length..]);
        var operation = Operation(method, request);
        var queued = scripted.Take();
        var found = GeminiModel.Find(model);
        Fault[] faults = [.. queued, .. found.Faults, .. NamedInText(request)];
        var call = new GeminiCall(
            GeminiJson.Parse(request.Body),
            found,
            faults.Aggregate(new AnswerShape(), (shape, fault) => fault.Shape(shape)),
            Fingerprint(request.Body.Span),
            TellsUsage: faults.All(fault => fault.Name != Fault.NoUsage.Name));
        return faults.Aggregate(operation(call), (reply, fault) => fault.Alter(reply, GeminiError.Envelope));
    }

    private static Func<GeminiCall, Reply> Operation(string method, RecordedRequest request) => (request.Method, method) switch
    {
        ("POST", "generateContent") => call => GenerateOperation.Whole(call),
        ("POST", "streamGenerateContent") when request.Query.Contains("alt=sse", StringComparison.Ordinal) => call => GenerateOperation.Stream(call),
        ("POST", "batchEmbedContents") => EmbedOperation.Answer,
        _ => throw new GeminiRefusedException(new UpstreamError(404, "", null, $"Method not found: {request.Method} {request.Path}")),
    };

    private void RequireKey(RecordedRequest request)
    {
        if (!request.Headers.TryGetValue("x-goog-api-key", out var key) || key.Length == 0)
        {
            throw new GeminiRefusedException(new UpstreamError(
                403, "", null, "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API."));
        }

        if (options.RefusedApiKeys.Contains(key))
            throw new GeminiRefusedException(new UpstreamError(400, "", GeminiError.InvalidKey, "API key not valid. Please pass a valid API key."));
    }

    private static (string Model, string Method) Split(string path)
    {
        var colon = path.LastIndexOf(':');
        return colon < 0 ? (path, "") : (Uri.UnescapeDataString(path[..colon]), path[(colon + 1)..]);
    }

    private static IEnumerable<Fault> NamedInText(RecordedRequest request) =>
        SimulationCommand.Find(Encoding.UTF8.GetString(request.Body.Span)).Select(name => FaultNames.TryFind(name, out var fault)
            ? fault
            : throw new GeminiRefusedException(GeminiError.Invalid($"The simulator knows no fault '{name}'.")));

    private static string Fingerprint(ReadOnlySpan<byte> body) => OpenAI.Fingerprint.Of(body);

    private static Reply Refuse(UpstreamError error) => new()
    {
        Status = error.Status,
        ContentType = "application/json; charset=UTF-8",
        Body = Encoding.UTF8.GetBytes(GeminiError.Envelope.Write(error)),
    };
}
