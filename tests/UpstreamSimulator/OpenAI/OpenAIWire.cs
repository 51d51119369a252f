using System.Collections.Immutable;
using System.Text;

namespace Tollgate.UpstreamSimulator.OpenAI;

/// <summary>OpenAI's API, and Azure OpenAI's in both its paths: any path that no other wire claims.</summary>
internal sealed class OpenAIWire(SimulatorOptions options) : IUpstreamWire
{
    private readonly ModelCatalogue _models = new(options.Models);
    private readonly ApiKeyCheck _apiKeys = new(options.RefusedApiKeys);

    public bool Claims(string path) => true;

    public Reply Answer(RecordedRequest request, FaultQueue scripted)
    {
        var route = OpenAIRoute.Of(request, _models);
        var dialect = route.Dialect;
        var reply = OrRefusal(dialect, () =>
        {
            _apiKeys.Require(request, dialect);
            route.RequireMethod(request);
            return route.Operation is { } operation ? AnswerCall(request, route, operation, scripted) : route.AnswerQuery(options.Time);
        });
        return reply with { Headers = ImmutableDictionary.CreateRange(dialect.Headers(request.Sequence)).SetItems(reply.Headers) };
    }

    private Reply AnswerCall(RecordedRequest request, OpenAIRoute route, IOpenAIOperation operation, FaultQueue scripted)
    {
        var queued = scripted.Take();
        var body = RequestFields.Parse(request.Body).Without(route.Dialect.Overlooked);
        var model = _models.Find(route.Dialect.Plain(route.Deployment ?? body.RequiredText("model")), route.Dialect);
        route.Dialect.Require(body);
        Fault[] faults = [.. queued, .. model.Faults, .. NamedInText(request)];

        var call = new OpenAICall
        {
            Body = body,
            Model = model,
            Dialect = route.Dialect,
            Shape = faults.Aggregate(new AnswerShape { Voice = options.Voice }, (shape, fault) => fault.Shape(shape)),
            Fingerprint = Fingerprint.Of(request.Body.Span),
            Created = options.Time.GetUtcNow().ToUnixTimeSeconds(),
        };
        var reply = OrRefusal(route.Dialect, () => operation.Answer(call));
        return faults.Aggregate(reply, (altered, fault) => fault.Alter(altered, route.Dialect));
    }

    private static IEnumerable<Fault> NamedInText(RecordedRequest request) =>
        SimulationCommand.Find(Encoding.UTF8.GetString(request.Body.Span)).Select(name => FaultNames.TryFind(name, out var fault)
            ? fault
            : throw new RefusedException(new UpstreamError(400, "invalid_request_error", null, $"The simulator knows no fault '{name}'.")));

    private static Reply OrRefusal(IOpenAIDialect dialect, Func<Reply> answer)
    {
        try
        {
            return answer();
        }
        catch (RefusedException refused)
        {
            return Refuse(dialect, refused);
        }
        catch (Exception unreadable) when (unreadable is InvalidOperationException or KeyNotFoundException)
        {
            // A member deep inside is of the wrong kind, or its text is no Unicode: JsonElement says so, in words of its own.
            return Refuse(dialect, RefusedException.Invalid("Invalid request: a parameter has an invalid type.", param: null, "invalid_type"));
        }
    }

    private static Reply Refuse(IOpenAIDialect dialect, RefusedException refused) => new()
    {
        Status = refused.Error.Status,
        Body = Encoding.UTF8.GetBytes(dialect.Write(refused.Error)),
    };
}
