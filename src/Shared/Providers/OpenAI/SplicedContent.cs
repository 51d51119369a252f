using System.Net;
using System.Net.Http.Headers;
using Tollgate.Pipeline;

namespace Tollgate.Providers.OpenAI;

/// <summary>
/// The client's body with a few members replaced, written straight from the client's bytes: nothing is serialised again and
/// nothing is copied.
/// </summary>
internal sealed class SplicedContent : HttpContent
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly RequestBody _body;
    private readonly Splice[] _splices;

    /// <param name="body">Borrowed while it is being sent.</param>
    /// <param name="splices">By ascending position, not overlapping.</param>
    public SplicedContent(RequestBody body, Splice[] splices)
    {
        _body = body;
        _splices = splices;
        Headers.ContentType = Json;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (!_body.TryBorrow())
        {
            throw new OperationCanceledException("The request is over; its body is gone.");
        }

        try
        {
            var from = 0;
            foreach (var splice in _splices)
            {
                await stream.WriteAsync(_body.Memory[from..splice.Position], cancellationToken).ConfigureAwait(false);
                await stream.WriteAsync(splice.Replacement, cancellationToken).ConfigureAwait(false);
                from = splice.Position + splice.Removed;
            }

            await stream.WriteAsync(_body.Memory[from..], cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _body.Return();
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        foreach (var splice in _splices)
        {
            length += splice.Replacement.Length - splice.Removed;
        }

        return true;
    }
}

/// <param name="Position">In the client's body.</param>
/// <param name="Removed">Bytes of the client's body that are left out.</param>
/// <param name="Replacement">Bytes that take their place.</param>
internal readonly record struct Splice(int Position, int Removed, ReadOnlyMemory<byte> Replacement);
