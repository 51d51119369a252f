using Tollgate.Pricing;
using Tollgate.Providers;
using Tollgate.Routing;
using Tollgate.Settlement;
using Tollgate.Telemetry;

namespace Tollgate.Pipeline;

/// <summary>
/// The corridor: the one place that states the order of the rooms a request walks through. The door has read and checked the
/// request and knows who calls; here it is routed, answered by a provider, and settled before its response ends.
/// </summary>
internal sealed class GatewayPipeline(Router router, ProviderDirectory providers, Settler settler, TimeProvider time)
{
    /// <summary>Serves the request to its end. Every outcome is settled and told through <paramref name="reply"/>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="reply">The way back.</param>
    /// <param name="cancellation">The client went away.</param>
    public async Task RunAsync(GatewayRequest request, IReply reply, CancellationToken cancellation)
    {
        using var activity = RequestTracing.Start(request);
        request.Activity = activity;
        using var abandon = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        ProviderAnswer? answer = null;
        try
        {
            var deployment = router.Choose(request);
            request.Deployment = deployment;

            request.Attempts++;
            var asked = time.GetTimestamp();
            answer = await providers.For(request.Operation, deployment).AskAsync(request, deployment, abandon.Token).ConfigureAwait(false);
            request.UpstreamTime = time.GetElapsedTime(asked);

            if (answer is StreamedAnswer stream)
            {
                await RelayAsync(request, stream, reply, abandon).ConfigureAwait(false);
            }
            else
            {
                await DeliverAsync(request, (WholeAnswer)answer, reply, cancellation).ConfigureAwait(false);
            }
        }
        catch (RefusalException refused)
        {
            await FailAsync(request, reply, refused.Refusal, new Outcome(refused.Refusal.Status, default), cancellation).ConfigureAwait(false);
        }
        catch (UpstreamException failed)
        {
            var outcome = new Outcome(failed.Refusal.Status, Used(request, answer, failed.MayHaveBilled), failed.ProviderFailure);
            await FailAsync(request, reply, failed.Refusal, outcome, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            var used = Used(request, answer, begun: request.Attempts > 0);
            await settler.SettleAsync(request, new Outcome(Outcome.ClientClosedRequest, used)).ConfigureAwait(false);
        }
        catch
        {
            await settler.SettleAsync(request, new Outcome(500, Used(request, answer, begun: answer is not null))).ConfigureAwait(false);
            throw;
        }
        finally
        {
            if (answer is not null)
            {
                await answer.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task DeliverAsync(GatewayRequest request, WholeAnswer answer, IReply reply, CancellationToken cancellation)
    {
        var settled = await settler.SettleAsync(request, Outcome.Success(Used(request, answer, begun: true))).ConfigureAwait(false);
        await reply.SendAsync(answer.Body, settled, cancellation).ConfigureAwait(false);
    }

    private async Task RelayAsync(GatewayRequest request, StreamedAnswer answer, IReply reply, CancellationTokenSource abandon)
    {
        var opened = time.GetTimestamp();
        var isFirst = true;
        await using var events = answer.ReadEventsAsync().GetAsyncEnumerator(CancellationToken.None);
        while (await NextAsync(events, reply, abandon).ConfigureAwait(false))
        {
            if (isFirst)
            {
                request.UpstreamTime += time.GetElapsedTime(opened);
                isFirst = false;
            }

            var current = events.Current;
            if (current.Kind == StreamEventKind.Done)
            {
                break;
            }

            if (current.Kind == StreamEventKind.Content || request.Facts.IncludeUsage)
            {
                await reply.WriteEventAsync(current.Data, abandon.Token).ConfigureAwait(false);
            }
        }

        var settled = await settler.SettleAsync(request, Outcome.Success(Used(request, answer, begun: true))).ConfigureAwait(false);
        await reply.CompleteAsync(settled, abandon.Token).ConfigureAwait(false);
    }

    /// <summary>What came in one piece goes out in one piece, and nothing waits for what is still to come.</summary>
    private static ValueTask<bool> NextAsync(IAsyncEnumerator<StreamEvent> events, IReply reply, CancellationTokenSource abandon)
    {
        var step = events.MoveNextAsync();
        return step.IsCompleted ? step : FlushAndWaitAsync(step.AsTask(), reply, abandon);
    }

    private static async ValueTask<bool> FlushAndWaitAsync(Task<bool> step, IReply reply, CancellationTokenSource abandon)
    {
        try
        {
            await reply.FlushAsync(abandon.Token).ConfigureAwait(false);
        }
        catch
        {
            // An enumerator must not be disposed of in mid-step.
            await abandon.CancelAsync().ConfigureAwait(false);
            await ((Task)step).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        return await step.ConfigureAwait(false);
    }

    private async Task FailAsync(GatewayRequest request, IReply reply, Refusal refusal, Outcome outcome, CancellationToken cancellation)
    {
        var settled = await settler.SettleAsync(request, outcome).ConfigureAwait(false);
        await reply.FailAsync(refusal, settled, cancellation).ConfigureAwait(false);
    }

    /// <summary>What the upstream said it billed; where it said nothing but had begun, an estimate.</summary>
    private static TokenUsage Used(GatewayRequest request, ProviderAnswer? answer, bool begun)
    {
        if (answer?.Usage is { } told)
        {
            return told;
        }

        var content = answer switch { StreamedAnswer stream => stream.ContentBytes, WholeAnswer whole => whole.ContentBytes, _ => 0 };
        return begun || content > 0 ? UsageEstimate.From(request.Facts.PromptBytes, content) : default;
    }
}
