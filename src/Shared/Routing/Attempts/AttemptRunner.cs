using Tollgate.Pipeline;
using Tollgate.Providers.Upstream;
using Tollgate.Routing.Targets;
using Tollgate.Settlement;

namespace Tollgate.Routing.Attempts;

/// <summary>
/// Asks one target after the other until one answers: each attempt is admitted by itself, and ended with what it was billed before
/// the next begins. What is thrown in the end is the last attempt's, which the pipeline settles.
/// </summary>
internal sealed class AttemptRunner(
    Router router, AttemptGate gate, AttemptCall call, HedgedCall hedged, Settler settler, TargetLoads loads, RetryBudgets budgets, TimeProvider time, Func<double> random)
{
    /// <exception cref="RefusalException">The request was refused before, or between, attempts.</exception>
    /// <exception cref="UpstreamException">The last attempt failed.</exception>
    public async ValueTask<OpenedAnswer> RunAsync(GatewayRequest request, CancellationToken cancellation)
    {
        var (routing, plan) = (request.Configuration.Routing, router.Plan(request));
        var budget = budgets.Of(plan.FateSharedBy);
        budget.Earn(routing.Retries.BudgetRatio);

        // Named also where nobody is asked in the end: a refusal is one of this model's.
        request.Deployment = plan.First.Deployment;
        using var series = new AttemptSeries(plan, routing, budget, loads, random);
        while (series.Target is { } target)
        {
            if (series.Pause > TimeSpan.Zero)
            {
                await Task.Delay(series.Pause, time, cancellation).ConfigureAwait(false);
            }

            try
            {
                var admitted = await gate.EnterAsync(new Attempt(request, target.Deployment, time), cancellation).ConfigureAwait(false);
                if (admitted.Refusal is { } refusal)
                {
                    series.Skip(refusal);
                    continue;
                }

                request.Begin(admitted.Attempt);
                var calling = plan.Hedging(admitted.Pass.IsTrial) is { } hedging
                    ? hedged.RunAsync(admitted, series, hedging, cancellation)
                    : call.RunAsync(admitted, cancellation);
                var answer = await calling.ConfigureAwait(false);
                series.End(request.Attempt!, hasHelped: true);
                return answer;
            }
            catch (UpstreamException failure) when (!cancellation.IsCancellationRequested)
            {
                if (!series.GoesOnAfter(request.Attempt!, failure))
                {
                    throw series.Final(failure);
                }

                settler.EndAttempt(request.Attempt!, failure);
            }
            catch (RefusalException refused)
            {
                if (request.Running is { } unasked)
                {
                    // A translator that refuses has asked nobody.
                    request.TakeBack(unasked);
                }

                if (!AttemptGate.ConcernsTargetAlone(refused))
                {
                    throw;
                }

                series.Skip(refused.Refusal);
            }
            finally
            {
                request.UpstreamWait.End();
            }
        }

        throw series.Exhausted();
    }
}
