namespace Tollgate.UpstreamSimulator;

/// <summary>Takes each request from its first byte to its outcome.</summary>
internal sealed class UpstreamRequestHandler(RequestLog log, FaultQueue scripted, ReplySender sender, IReadOnlyList<IUpstreamWire> wires)
{
    public async Task HandleAsync(HttpContext context, CancellationToken stopping)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        var request = log.Add(context.Request, await ReadBodyAsync(context.Request, ending.Token));
        var outcome = RequestOutcome.CutByUpstream;
        try
        {
            var reply = wires.First(wire => wire.Claims(request.Path)).Answer(request, scripted);
            outcome = await sender.SendAsync(context, request, reply, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            outcome = stopping.IsCancellationRequested ? RequestOutcome.CutByUpstream : RequestOutcome.AbortedByClient;
        }
        finally
        {
            if (outcome is not RequestOutcome.Replied)
                context.Abort();
            request.End(outcome);
        }
    }

    private static async Task<byte[]> ReadBodyAsync(HttpRequest request, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellation);
        return body.ToArray();
    }
}
