using System.Text;
using System.Text.Json.Nodes;
using Tollgate.UpstreamSimulator.OpenAI;
using Tollgate.UpstreamSimulator.OpenAI.Chat;

namespace Tollgate.UpstreamSimulator.Ollama;

/// <summary>
/// Ollama's own chat API, as far as its official client needs it to show that the OpenAI-compatible one beside it gives the same
/// answers.
/// </summary>
internal sealed class OllamaWire(SimulatorOptions options) : IUpstreamWire, IErrorEnvelope
{
    private const string ChatPath = "/ollama/api/chat";

    private readonly ModelCatalogue _models = new(options.Models);
    private readonly OllamaDialect _dialect = new();

    public bool Claims(string path) => path == ChatPath;

    public string Write(UpstreamError error) => WireJson.Text(new JsonObject { ["error"] = error.Message });

    public Reply Answer(RecordedRequest request, FaultQueue scripted)
    {
        try
        {
            var asked = RequestFields.Parse(request.Body);
            var model = _models.Find(asked.RequiredText("model"), _dialect);
            Fault[] faults = [.. scripted.Take(), .. model.Faults];
            var call = new OpenAICall
            {
                Body = OllamaRequest.ToOpenAI(asked),
                Model = model,
                Dialect = _dialect,
                Shape = faults.Aggregate(new AnswerShape(), (shape, fault) => fault.Shape(shape)),
                Fingerprint = Fingerprint.Of(request.Body.Span),
                Created = options.Time.GetUtcNow().ToUnixTimeSeconds(),
            };
            var answer = ChatAnswer.To(ChatRequest.Read(call), call);
            var reply = new OllamaAnswer(model.Name, options.Time.GetUtcNow(), answer, call.Shape).Write(isStream: asked.Flag("stream", absent: true));
            return faults.Aggregate(reply, (altered, fault) => fault.Alter(altered, this));
        }
        catch (RefusedException refused)
        {
            return new Reply { Status = refused.Error.Status, Body = Encoding.UTF8.GetBytes(Write(refused.Error)) };
        }
    }
}
