using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tollgate.Pipeline;
using Tollgate.Providers.Upstream;

namespace Tollgate.Endpoints.Surfaces;

/// <summary>Turns a chat answer into a surface's own shape on its way back. Failures have one shape on all surfaces.</summary>
internal sealed class ShapedReply(IReply reply, IAnswerShape shape, GatewayRequest request) : IReply
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 256 };
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _buffer = new();

    public Task SendAsync(ReadOnlyMemory<byte> body, Settled settled, CancellationToken cancellation)
    {
        Translate(body, answer =>
        {
            if (!answer.HasChoice)
            {
                throw new InvalidOperationException("An answer without a choice.");
            }

            Write(json => shape.WriteAnswer(json, answer, request, settled));
        });
        return reply.SendAsync(_buffer.WrittenMemory, settled, cancellation);
    }

    public ValueTask WriteEventAsync(ReadOnlyMemory<byte> data, CancellationToken cancellation)
    {
        _buffer.ResetWrittenCount();
        Translate(data, WritePart);
        return _buffer.WrittenCount > 0 ? reply.WriteEventAsync(_buffer.WrittenMemory, cancellation) : ValueTask.CompletedTask;
    }

    public ValueTask FlushAsync(CancellationToken cancellation) => reply.FlushAsync(cancellation);

    public Task CompleteAsync(Settled settled, CancellationToken cancellation) => reply.CompleteAsync(settled, cancellation);

    public Task FailAsync(Refusal refusal, Settled settled, CancellationToken cancellation) => reply.FailAsync(refusal, settled, cancellation);

    private void WritePart(AnswerPart part)
    {
        if (shape.StreamsText)
        {
            Encoding.UTF8.GetBytes(part.ReadText(), _buffer);
        }
        else if (part.IsWorthTelling)
        {
            Write(json => shape.WriteEvent(json, part));
        }
    }

    private void Write(Action<Utf8JsonWriter> write)
    {
        using var json = new Utf8JsonWriter(_buffer, Readable);
        write(json);
    }

    private void Translate(ReadOnlyMemory<byte> chat, Action<AnswerPart> write)
    {
        try
        {
            using var document = JsonDocument.Parse(chat, Deep);
            write(AnswerPart.Read(document.RootElement));
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            var refusal = UpstreamRefusals.InvalidAnswer(request.Deployment!.Provider.Name, "an answer that is no chat completion");
            throw new UpstreamException(refusal, failure) { MayHaveBilled = true };
        }
    }
}
