using System.ClientModel;

namespace Tollgate.FunctionApp.Azure;

/// <summary>A body that is ready to go out, as the package wants to be given one.</summary>
internal sealed class PreparedContent(HttpContent content) : BinaryContent
{
    public override bool TryComputeLength(out long length)
    {
        length = content.Headers.ContentLength ?? 0;
        return content.Headers.ContentLength is not null;
    }

    public override Task WriteToAsync(Stream stream, CancellationToken cancellationToken = default) => content.CopyToAsync(stream, cancellationToken);

    public override void WriteTo(Stream stream, CancellationToken cancellationToken = default) => content.CopyTo(stream, null, cancellationToken);

    public override void Dispose() => content.Dispose();
}
