using System.Runtime.CompilerServices;
using Tollgate.Providers;
using Tollgate.Providers.Upstream;
using Tollgate.Routing.Attempts;
using Tollgate.Settlement;
using Tollgate.Telemetry;

namespace Tollgate.Pipeline;

/// <summary>
/// The corridor: the one place that states the order of the rooms a request walks through. The door has read and checked the
/// request and knows who calls; here it is routed, answered by a provider, and settled before its response ends.
/// </summary>
internal sealed class GatewayPipeline(AttemptRunner attempts, Settler settler, TimeProvider time)
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
        OpenedAnswer? answer = null;
        try
        {
            answer = await attempts.RunAsync(request, abandon.Token).ConfigureAwait(false);
            request.FirstByte = time.GetElapsedTime(request.StartedTimestamp);
            if (answer.Answer is WholeAnswer whole)
            {
                await DeliverAsync(request, whole, reply, cancellation).ConfigureAwait(false);
            }
            else
            {
                await RelayAsync(request, answer, reply, abandon).ConfigureAwait(false);
            }
        }
        catch (Exception failure) when (cancellation.IsCancellationRequested && failure is OperationCanceledException or UpstreamException or IOException)
        {
            // Whatever broke, broke because the client left: no provider is to blame, and nobody is left to be told.
            var used = Measure(request);
            await SettleAsync(request, new Outcome(Outcome.ClientClosedRequest, used)).ConfigureAwait(false);
        }
        catch (Exception failure) when (deadline.IsCancellationRequested && failure is OperationCanceledException or UpstreamException or IOException)
        {
            var outcome = new Outcome(504, Measure(request), SilentFor(request) > request.Configuration.Server.TimeoutSeconds / 2.0 ? UpstreamRefusals.TimeoutCode : null);
            await FailAsync(request, reply, TookTooLong(request), outcome, cancellation).ConfigureAwait(false);
        }
        catch (RefusalException refused)
        {
            await FailAsync(request, reply, refused.Refusal, new Outcome(refused.Refusal.Status, default), cancellation).ConfigureAwait(false);
        }
        catch (UpstreamException failed)
        {
            if (request.Attempt is { } attempt)
            {
                attempt.UpstreamRequestId ??= failed.UpstreamRequestId;
            }

            var outcome = new Outcome(failed.Refusal.Status, settler.UsedBy(request.Running, failed), failed.ProviderFailure);
            await FailAsync(request, reply, failed.Refusal, outcome, cancellation).ConfigureAwait(false);
        }
        catch
        {
            await SettleAsync(request, new Outcome(500, settler.Measure(request.Running, isComplete: false, hasBegun: false))).ConfigureAwait(false);
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
        var settled = await SettleAsync(request, Outcome.Success(settler.Measure(request.Running, isComplete: true, hasBegun: true))).ConfigureAwait(false);
        await reply.SendAsync(answer.Body, settled, cancellation).ConfigureAwait(false);
    }

    private async Task RelayAsync(GatewayRequest request, OpenedAnswer answer, IReply reply, CancellationTokenSource abandon)
    {
        var attempt = request.Attempt!;
        while (await NextAsync(answer, reply, abandon).ConfigureAwait(false))
        {
            attempt.Heard();
            var current = answer.Current;
            if (current.Kind == StreamEventKind.Done)
            {
                break;
            }

            if (current.Kind == StreamEventKind.Content || request.Facts.IncludeUsage)
            {
                await reply.WriteEventAsync(current.Data, abandon.Token).ConfigureAwait(false);
            }
        }

        var settled = await SettleAsync(request, Outcome.Success(settler.Measure(request.Running, isComplete: true, hasBegun: true))).ConfigureAwait(false);
        await reply.CompleteAsync(settled, abandon.Token).ConfigureAwait(false);
    }

    /// <summary>What came in one piece goes out in one piece, and nothing waits for what is still to come.</summary>
    private static ValueTask<bool> NextAsync(OpenedAnswer answer, IReply reply, CancellationTokenSource abandon)
    {
        var step = answer.NextAsync();
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

    private ValueTask<Settled> SettleAsync(GatewayRequest request, Outcome outcome) =>
        request.Losing.IsCompletedSuccessfully ? settler.SettleAsync(request, outcome) : SettleBothAsync(request, outcome);

    /// <summary>What the slower of two attempts was billed is part of what the request comes to.</summary>
    private async ValueTask<Settled> SettleBothAsync(GatewayRequest request, Outcome outcome)
    {
        await request.Losing.ConfigureAwait(false);
        return await settler.SettleAsync(request, outcome).ConfigureAwait(false);
    }

    private static Refusal TookTooLong(GatewayRequest request) => new()
    {
        Status = 504,
        Type = ErrorTypes.Server,
        Code = "request_timeout",
        Message = $"The request took longer than the {request.Configuration.Server.TimeoutSeconds} s that this gateway allows. Ask for a shorter answer.",
    };

    /// <summary>
    /// Seconds that the provider asked last has taken without a word. Where they are most of what the request had, it is the one to
    /// blame: its own time-out would have been longer.
    /// </summary>
    private static double SilentFor(GatewayRequest request) =>
        request is { FirstByte: null, Running: { } attempt } ? attempt.Age.TotalSeconds : 0;

    private Used Measure(GatewayRequest request) =>
        settler.Measure(request.Running, isComplete: request.Attempt?.Answer is WholeAnswer, hasBegun: true);
}
