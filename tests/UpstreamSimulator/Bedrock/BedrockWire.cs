using System.Globalization;
using System.Text;
using System.Text.Json;
using Tollgate.UpstreamSimulator.OpenAI;

namespace Tollgate.UpstreamSimulator.Bedrock;

/// <summary>AWS Bedrock's runtime: Converse, ConverseStream, and InvokeModel for embeddings.</summary>
internal sealed class BedrockWire(SimulatorOptions options) : IUpstreamWire
{
    private readonly Credentials _credentials = new(options);

    public bool Claims(string path) => path.StartsWith("/model/", StringComparison.Ordinal);

    public Reply Answer(RecordedRequest request, FaultQueue scripted)
    {
        var reply = OrRefusal(() =>
        {
            _credentials.Require(request);
            return AnswerCall(request, BedrockRoute.Of(request), scripted);
        });
        return WithHeaders(reply, request.Sequence);
    }

    private static Reply AnswerCall(RecordedRequest request, BedrockRoute route, FaultQueue scripted)
    {
        Fault[] faults = [.. scripted.Take(), .. route.Faults, .. NamedInText(request)];
        var call = new BedrockCall
        {
            Body = RequestFields.Parse(request.Body),
            Model = route.Model,
            Streams = route.Operation == "converse-stream",
            Shape = faults.Aggregate(new AnswerShape(), (shape, fault) => fault.Shape(shape)),
            Fingerprint = Fingerprint.Of(request.Body.Span),
        };
        var reply = OrRefusal(() => route.Operation == "invoke" ? EmbeddingOperation.Answer(call) : ConverseOperation.Answer(call));
        return faults.Aggregate(reply, (altered, fault) => fault.Alter(altered, BedrockErrors.Instance));
    }

    private static IEnumerable<Fault> NamedInText(RecordedRequest request) =>
        SimulationCommand.Find(Encoding.UTF8.GetString(request.Body.Span)).Select(name => FaultNames.TryFind(name, out var fault)
            ? fault
            : throw BedrockErrors.Invalid($"The simulator knows no fault '{name}'."));

    private static Reply OrRefusal(Func<Reply> answer)
    {
        try
        {
            return answer();
        }
        catch (RefusedException refused)
        {
            var reply = new Reply { Status = refused.Error.Status, Body = Encoding.UTF8.GetBytes(BedrockErrors.Instance.Write(refused.Error)) };

            // OpenAI's words for a wrong type come from the reader that both wires share; the kind is AWS's.
            var kind = refused.Error.Type.EndsWith("Exception", StringComparison.Ordinal) ? refused.Error.Type : BedrockErrors.KindOf(refused.Error.Status);
            return reply with { Headers = reply.Headers.SetItem("x-amzn-ErrorType", $"{kind}:http://internal.amazon.com/coral/com.amazon.bedrock/") };
        }
        catch (Exception unreadable) when (unreadable is InvalidOperationException or KeyNotFoundException or JsonException)
        {
            return OrRefusal(() => throw BedrockErrors.Invalid("Malformed input request, please reformat your input and try again."));
        }
    }

    private static Reply WithHeaders(Reply reply, long sequence)
    {
        var headers = reply.Headers.SetItem("x-amzn-RequestId", $"00000000-0000-4000-8000-{sequence.ToString("x12", CultureInfo.InvariantCulture)}");
        return reply with
        {
            Headers = reply.Status < 400 || headers.ContainsKey("x-amzn-ErrorType") ? headers : headers.SetItem("x-amzn-ErrorType", BedrockErrors.KindOf(reply.Status)),
        };
    }
}
