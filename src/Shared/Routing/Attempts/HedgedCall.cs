using Microsoft.Extensions.Logging;
using Tollgate.Pipeline;
using Tollgate.Providers.Upstream;
using Tollgate.Routing.Options;
using Tollgate.Settlement;
using Tollgate.Telemetry;

namespace Tollgate.Routing.Attempts;

/// <summary>
/// Asks a second target where the first has not begun to answer in time, and takes the answer that begins sooner. Each of the two is
/// admitted, paid and told of like any attempt; the slower one is stopped, and what it was billed belongs to the request.
/// </summary>
internal sealed class HedgedCall(AttemptGate gate, AttemptCall call, Settler settler, GatewayMetrics metrics, TimeProvider time, ILogger<HedgedCall> log)
{
    /// <param name="admitted">The first attempt, begun.</param>
    /// <param name="series">The request's attempts.</param>
    /// <param name="options">How long to wait.</param>
    /// <param name="cancellation">The client went away.</param>
    /// <exception cref="RefusalException">The target cannot do what is wanted, and was not asked.</exception>
    /// <exception cref="UpstreamException">No attempt is left. The request's own is the one that failed last; another has been ended.</exception>
    public async ValueTask<OpenedAnswer> RunAsync(AdmittedAttempt admitted, AttemptSeries series, HedgingOptions options, CancellationToken cancellation)
    {
        var first = new Contender(call, admitted, series.Target!, cancellation);
        if (!await IsLateAsync(first, options.Delay).ConfigureAwait(false))
        {
            return await first.TakeAsync().ConfigureAwait(false);
        }

        var request = admitted.Attempt.Request;
        if (await EnterBesideAsync(first, series, cancellation).ConfigureAwait(false) is not { } second)
        {
            metrics.Hedged(request.ModelLabel, HedgeOutcome.Refused);
            return await first.TakeAsync().ConfigureAwait(false);
        }

        try
        {
            return await RaceAsync(first, second, series, cancellation).ConfigureAwait(false);
        }
        finally
        {
            var hasWon = request.Attempt == second.Attempt && second.Calling.IsCompletedSuccessfully;
            metrics.Hedged(request.ModelLabel, hasWon ? HedgeOutcome.Won : HedgeOutcome.Lost);
        }
    }

    private async Task<bool> IsLateAsync(Contender first, TimeSpan delay)
    {
        using var answered = new CancellationTokenSource();
        var patience = Task.Delay(delay, time, answered.Token);
        var isLate = await Task.WhenAny(first.Calling, patience).ConfigureAwait(false) == patience;
        await answered.CancelAsync().ConfigureAwait(false);
        return isLate && !first.Calling.IsCompleted;
    }

    /// <summary>Null: there is nobody else, nothing left to pay for it, too much to lose, or the first one has answered meanwhile.</summary>
    private async Task<Contender?> EnterBesideAsync(Contender first, AttemptSeries series, CancellationToken cancellation)
    {
        var request = first.Attempt.Request;
        if (!Settler.MayLose(first.Attempt) || series.Beside(request.Attempts) is not { } target)
        {
            return null;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var entering = gate.EnterBesideAsync(new Attempt(request, target.Deployment, time), stop.Token).AsTask();
        if (await Task.WhenAny(first.Calling, entering).ConfigureAwait(false) != entering)
        {
            await stop.CancelAsync().ConfigureAwait(false);
        }

        if (await EnteredAsync(entering).ConfigureAwait(false) is { } admitted)
        {
            if (!first.Calling.IsCompleted && Settler.MayLose(admitted.Attempt))
            {
                series.Take(target);
                request.Begin(admitted.Attempt);
                return new Contender(call, admitted, target, cancellation);
            }

            AttemptGate.Withdraw(admitted);
        }

        series.GiveBackBeside();
        return null;
    }

    /// <summary>Null: it is not to be made. That concerns nobody: the first attempt is still under way.</summary>
    private async Task<AdmittedAttempt?> EnteredAsync(Task<AdmittedAttempt> entering)
    {
        try
        {
            var admitted = await entering.ConfigureAwait(false);
            return admitted.Refusal is null ? admitted : null;
        }
        catch (Exception refused) when (refused is OperationCanceledException or RefusalException)
        {
            return null;
        }
        catch (Exception failure)
        {
            HedgingLog.NotMade(log, failure);
            return null;
        }
    }

    private async Task<OpenedAnswer> RaceAsync(Contender first, Contender second, AttemptSeries series, CancellationToken cancellation)
    {
        var isFirst = await Task.WhenAny(first.Calling, second.Calling).ConfigureAwait(false) == first.Calling;
        var (ahead, behind) = isFirst ? (first, second) : (second, first);
        try
        {
            var answer = await ahead.TakeAsync().ConfigureAwait(false);
            GoOnWithout(behind, ahead, series, FailedAttempt.LostCode);
            series.End(behind.Attempt, hasHelped: false);
            if (!isFirst)
            {
                series.NoteOvertaken(first.Target);
            }

            return answer;
        }
        catch (UpstreamException failure) when (!cancellation.IsCancellationRequested && (!isFirst || FailureKinds.Of(failure) != FailureKind.Rejected))
        {
            // Also where the second one finds fault with the request: the first has not, and it would have been asked alone.
            series.Note(ahead.Attempt, ahead.Target, failure);
            settler.EndAttempt(ahead.Attempt, failure);
        }
        catch (RefusalException refused)
        {
            // Before the other one is given up, which goes on elsewhere: what is held is for one thread at a time.
            ahead.Attempt.Request.TakeBack(ahead.Attempt);
            series.Note(refused.Refusal);
            if (isFirst && !AttemptGate.ConcernsTargetAlone(refused))
            {
                GoOnWithout(behind, ahead, series, FailedAttempt.AbandonedCode);
                throw;
            }
        }
        catch
        {
            // The request itself is at fault, or nobody waits for it any more.
            GoOnWithout(behind, ahead, series, FailedAttempt.AbandonedCode);
            throw;
        }

        // The other one may still answer.
        GoOnWith(behind, series);
        return await behind.TakeAsync().ConfigureAwait(false);
    }

    private static void GoOnWith(Contender contender, AttemptSeries series)
    {
        contender.Attempt.Request.GoOnWith(contender.Attempt);
        series.GoOnWith(contender.Target);
    }

    private void GoOnWithout(Contender stopped, Contender other, AttemptSeries series, string code)
    {
        GoOnWith(other, series);
        stopped.Attempt.Request.Losing = StopAsync(stopped, code);
    }

    /// <param name="lost">To be stopped.</param>
    /// <param name="code">Why, for the request's record.</param>
    private async Task StopAsync(Contender lost, string code)
    {
        var (attempt, wasOver) = (lost.Attempt, lost.Calling.IsCompleted);
        UpstreamException? failed = null;
        try
        {
            await lost.StopAsync().ConfigureAwait(false);
        }
        catch (RefusalException)
        {
            attempt.Request.TakeBack(attempt);
            return;
        }
        catch (OperationCanceledException)
        {
            // As it was told to.
        }
        catch (UpstreamException failure)
        {
            // What breaks because it is stopped is not the provider's doing.
            failed = wasOver ? failure : null;
        }
        catch (Exception failure)
        {
            // The other attempt's answer is on its way to the client, and does not depend on this one.
            HedgingLog.LoserBroke(log, attempt.Deployment.Id, failure);
        }

        settler.EndStopped(attempt, failed, code);
    }
}
