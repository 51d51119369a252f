using System.Runtime.CompilerServices;
using Tollgate.Models;
using Tollgate.Pricing;
using Tollgate.Providers;
using Tollgate.Providers.Upstream;
using Tollgate.Quotas.Admission;
using Tollgate.Routing;
using Tollgate.Routing.Capabilities;
using Tollgate.Settlement;
using Tollgate.Telemetry;

namespace Tollgate.Pipeline;

/// <summary>
/// The corridor: the one place that states the order of the rooms a request walks through. The door has read and checked the
/// request and knows who calls; here it is routed, answered by a provider, and settled before its response ends.
/// </summary>
internal sealed class GatewayPipeline(Router router, Admission admission, ProviderDirectory providers, Settler settler, TimeProvider time)
{
    /// <summary>Serves the request to its end. Every outcome is settled and told through <paramref name="reply"/>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="reply">The way back.</param>
    /// <param name="cancellation">The client went away.</param>
    public async Task RunAsync(GatewayRequest request, IReply reply, CancellationToken cancellation)
    {
        using var activity = RequestTracing.Start(request);
        request.Activity = activity;
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(request.Configuration.Server.TimeoutSeconds), time);
        using var abandon = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        ProviderAnswer? answer = null;
        try
        {
            var deployment = router.Choose(request);
            request.Deployment = deployment;
            request.Unsupported.Reset();
            CapabilityCheck.Require(request, deployment);
            await admission.AdmitAsync(request, abandon.Token).ConfigureAwait(false);
            answer = await AskAsync(request, deployment, abandon.Token).ConfigureAwait(false);
            request.UpstreamRequestId = answer.UpstreamRequestId;
            if (answer is StreamedAnswer stream)
            {
                await RelayAsync(request, stream, reply, abandon).ConfigureAwait(false);
            }
            else
            {
                await DeliverAsync(request, (WholeAnswer)answer, reply, cancellation).ConfigureAwait(false);
            }
        }
        catch (Exception failure) when (cancellation.IsCancellationRequested && failure is OperationCanceledException or UpstreamException or IOException)
        {
            // Whatever broke, broke because the client left: no provider is to blame, and nobody is left to be told.
            var used = Used(request, answer, begun: request.Attempts > 0);
            await SettleAsync(request, new Outcome(Outcome.ClientClosedRequest, used)).ConfigureAwait(false);
        }
        catch (Exception failure) when (deadline.IsCancellationRequested && failure is OperationCanceledException or UpstreamException or IOException)
        {
            var outcome = new Outcome(504, Used(request, answer, begun: request.Attempts > 0));
            await FailAsync(request, reply, TookTooLong(request), outcome, cancellation).ConfigureAwait(false);
        }
        catch (RefusalException refused)
        {
            await FailAsync(request, reply, refused.Refusal, new Outcome(refused.Refusal.Status, default), cancellation).ConfigureAwait(false);
        }
        catch (UpstreamException failed)
        {
            request.UpstreamRequestId ??= failed.UpstreamRequestId;
            var used = failed.Usage ?? Used(request, answer, failed.MayHaveBilled);
            var outcome = new Outcome(failed.Refusal.Status, used, failed.ProviderFailure);
            await FailAsync(request, reply, failed.Refusal, outcome, cancellation).ConfigureAwait(false);
        }
        catch
        {
            await SettleAsync(request, new Outcome(500, Used(request, answer, begun: answer is not null))).ConfigureAwait(false);
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

    private async Task<ProviderAnswer> AskAsync(GatewayRequest request, Deployment deployment, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        request.Attempts++;
        request.UpstreamWait.Begin();
        try
        {
            return await providers.For(request.Operation, deployment).AskAsync(request, deployment, cancellation).ConfigureAwait(false);
        }
        catch (RefusalException)
        {
            // A translator that refuses has asked nobody.
            request.Attempts--;
            throw;
        }
    }

    private async Task DeliverAsync(GatewayRequest request, WholeAnswer answer, IReply reply, CancellationToken cancellation)
    {
        var settled = await SettleAsync(request, Outcome.Success(Used(request, answer, begun: true))).ConfigureAwait(false);
        await reply.SendAsync(answer.Body, settled, cancellation).ConfigureAwait(false);
    }

    private async Task RelayAsync(GatewayRequest request, StreamedAnswer answer, IReply reply, CancellationTokenSource abandon)
    {
        await using var events = answer.ReadEventsAsync().GetAsyncEnumerator(CancellationToken.None);
        while (await NextAsync(events, reply, abandon).ConfigureAwait(false))
        {
            request.UpstreamWait.End();
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

        var settled = await SettleAsync(request, Outcome.Success(Used(request, answer, begun: true))).ConfigureAwait(false);
        await reply.CompleteAsync(settled, abandon.Token).ConfigureAwait(false);
    }

    /// <summary>What came in one piece goes out in one piece, and nothing waits for what is still to come.</summary>
    private static ValueTask<bool> NextAsync(IAsyncEnumerator<StreamEvent> events, IReply reply, CancellationTokenSource abandon)
    {
        var step = events.MoveNextAsync();
        return step.IsCompleted ? step : FlushAndWaitAsync(step, reply, abandon);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<bool> FlushAndWaitAsync(ValueTask<bool> step, IReply reply, CancellationTokenSource abandon)
    {
        try
        {
            await reply.FlushAsync(abandon.Token).ConfigureAwait(false);
        }
        catch
        {
            // An enumerator must not be disposed of in mid-step.
            await abandon.CancelAsync().ConfigureAwait(false);
            await ((Task)step.AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        return await step.ConfigureAwait(false);
    }

    private async Task FailAsync(GatewayRequest request, IReply reply, Refusal refusal, Outcome outcome, CancellationToken cancellation)
    {
        var settled = await SettleAsync(request, outcome).ConfigureAwait(false);
        await reply.FailAsync(refusal, settled, cancellation).ConfigureAwait(false);
    }

    private ValueTask<Settled> SettleAsync(GatewayRequest request, Outcome outcome)
    {
        request.UpstreamWait.End();
        return settler.SettleAsync(request, outcome);
    }

    private static Refusal TookTooLong(GatewayRequest request) => new()
    {
        Status = 504,
        Type = ErrorTypes.Server,
        Code = "request_timeout",
        Message = $"The request took longer than the {request.Configuration.Server.TimeoutSeconds} s that this gateway allows. Ask for a shorter answer.",
    };

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
