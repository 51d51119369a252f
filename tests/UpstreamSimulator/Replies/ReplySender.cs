namespace Tollgate.UpstreamSimulator;

/// <summary>Sends a reply at its pace and bills it as it is generated.</summary>
internal sealed class ReplySender(TimeProvider time, StreamGate hostGate, UsageMeter hostMeter)
{
    /// <returns>How the exchange ended, when the client did not end it.</returns>
    public async Task<RequestOutcome> SendAsync(HttpContext context, RecordedRequest request, Reply reply, CancellationToken cancellation)
    {
        var gate = reply.Pacing.Gate ?? hostGate;
        await WaitBeforeHeadersAsync(reply.Pacing, gate, cancellation);

        Bill(request, reply.Billed);
        WriteHead(context.Response, reply);
        await context.Response.Body.FlushAsync(cancellation); // the headers leave now, whatever holds the body back

        foreach (var segment in ReplySegment.Of(reply))
        {
            var billed = segment.Billed;
            foreach (var write in segment.Writes(reply.Pacing.WriteSize))
            {
                if (reply.Pacing.WritesGated)
                    await gate.WaitAsync(cancellation);
                await DelayAsync(reply.Pacing.BeforeWrites, cancellation);

                Bill(request, billed);
                billed = default;
                await context.Response.Body.WriteAsync(write, cancellation);
                await context.Response.Body.FlushAsync(cancellation);
            }
        }

        if (reply.Breakage?.Kind is BreakageKind.Stall)
            await ForeverAsync(cancellation);
        return reply.Breakage is null ? RequestOutcome.Replied : RequestOutcome.CutByUpstream;
    }

    private async Task WaitBeforeHeadersAsync(Pacing pacing, StreamGate gate, CancellationToken cancellation)
    {
        if (pacing.NeverAnswers)
            await ForeverAsync(cancellation);
        if (pacing.HeadersGated)
            await gate.WaitAsync(cancellation);
        await DelayAsync(pacing.BeforeHeaders, cancellation);
    }

    private static void WriteHead(HttpResponse response, Reply reply)
    {
        response.StatusCode = reply.Status;
        foreach (var (name, value) in reply.Headers)
            response.Headers[name] = value;
        response.ContentType = reply.ContentType;
        if (reply.Events is null)
            response.ContentLength = reply.Body.Length;
    }

    private void Bill(RecordedRequest request, BilledUsage usage)
    {
        request.Bill(usage);
        hostMeter.Add(usage);
    }

    private Task DelayAsync(TimeSpan delay, CancellationToken cancellation) =>
        delay > TimeSpan.Zero ? Task.Delay(delay, time, cancellation) : Task.CompletedTask;

    private Task ForeverAsync(CancellationToken cancellation) => Task.Delay(Timeout.InfiniteTimeSpan, time, cancellation);
}
