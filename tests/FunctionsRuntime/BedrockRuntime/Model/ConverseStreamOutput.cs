using System.Net;
using System.Text;
using System.Text.Json;
using Amazon.Runtime.EventStreams;
using Amazon.Runtime.EventStreams.Internal;
using Tollgate.FunctionsRuntime.Bedrock;

namespace Amazon.BedrockRuntime.Model;

/// <summary>Converse's events as they come: AWS's own decoder, and the events that are declared here.</summary>
public sealed class ConverseStreamOutput : EnumerableEventOutputStream<IEventStreamEvent, BedrockRuntimeEventStreamException>
{
    private volatile bool _isProcessing;

    public ConverseStreamOutput(Stream stream)
        : base(stream, null)
    {
        base.EventReceived += (_, received) => EventReceived?.Invoke(this, received);
        base.ExceptionReceived += (_, received) => ExceptionReceived?.Invoke(this, received);
        Decoder.MessageReceived += (_, received) =>
            EventReceived?.Invoke(this, new EventStreamEventReceivedArgs<IEventStreamEvent>(ConvertMessageToEvent(received.Message)));
    }

    public override event EventHandler<EventStreamEventReceivedArgs<IEventStreamEvent>>? EventReceived;

    public override event EventHandler<EventStreamExceptionReceivedArgs<BedrockRuntimeEventStreamException>>? ExceptionReceived;

    protected override IDictionary<string, Func<IEventStreamMessage, IEventStreamEvent>> EventMapping { get; } =
        new Dictionary<string, Func<IEventStreamMessage, IEventStreamEvent>>(StringComparer.OrdinalIgnoreCase)
        {
            ["MessageStart"] = Read<MessageStartEvent>,
            ["ContentBlockStart"] = Read<ContentBlockStartEvent>,
            ["ContentBlockDelta"] = Read<ContentBlockDeltaEvent>,
            ["ContentBlockStop"] = Read<ContentBlockStopEvent>,
            ["MessageStop"] = Read<MessageStopEvent>,
            ["Metadata"] = Read<ConverseStreamMetadataEvent>,
        };

    protected override IDictionary<string, Func<IEventStreamMessage, BedrockRuntimeEventStreamException>> ExceptionMapping { get; } =
        new Dictionary<string, Func<IEventStreamMessage, BedrockRuntimeEventStreamException>>(StringComparer.OrdinalIgnoreCase)
        {
            ["InternalServerException"] = message => Told(message, HttpStatusCode.InternalServerError, "InternalServerException"),
            ["ModelStreamErrorException"] = message => Told(message, HttpStatusCode.FailedDependency, "ModelStreamErrorException"),
            ["ServiceUnavailableException"] = message => Told(message, HttpStatusCode.ServiceUnavailable, "ServiceUnavailableException"),
            ["ThrottlingException"] = message => Told(message, HttpStatusCode.TooManyRequests, "ThrottlingException"),
            ["ValidationException"] = message => Told(message, HttpStatusCode.BadRequest, "ValidationException"),
        };

    protected override bool IsProcessing
    {
        get => _isProcessing;
        set => _isProcessing = value;
    }

    private static T Read<T>(IEventStreamMessage message) => (T)SdkJson.Read(JsonElement.Parse(message.Payload), typeof(T))!;

    private static BedrockRuntimeEventStreamException Told(IEventStreamMessage message, HttpStatusCode status, string kind) =>
        new(Encoding.UTF8.GetString(message.Payload), ServiceErrors.Create(kind, JsonElement.Parse(message.Payload), status, requestId: null));
}
