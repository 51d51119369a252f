using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Providers;
using Tollgate.Providers.Upstream;
using Tollgate.Quotas;
using Tollgate.Quotas.Admission;
using Tollgate.Routing.Capabilities;
using Tollgate.Routing.Circuits;
using Tollgate.Routing.Targets;
using Tollgate.Settlement;

namespace Tollgate.Routing.Attempts;

/// <summary>
/// Asks one target after the other until one answers: each attempt is admitted by itself, and ended with what it was billed before
/// the next begins. What is thrown in the end is the last attempt's, which the pipeline settles.
/// </summary>
internal sealed class AttemptRunner(
    Router router,
    Admission admission,
    ProviderDirectory providers,
    Settler settler,
    TargetLoads loads,
    CircuitBreakers circuits,
    RetryBudgets budgets,
    TimeProvider time,
    Func<double> random)
{
    /// <exception cref="RefusalException">The request was refused before, or between, attempts.</exception>
    /// <exception cref="UpstreamException">The last attempt failed.</exception>
    public async Task<OpenedAnswer> RunAsync(GatewayRequest request, CancellationToken cancellation)
    {
        var routing = request.Configuration.Routing;
        var budget = budgets.Of(request.Facts.Model);
        budget.Earn(routing.Retries.BudgetRatio);
        var plan = router.Plan(request);

        // Named also where nobody is asked in the end: a refusal is one of this model's.
        request.Deployment = plan.First.Deployment;
        var series = new AttemptSeries(plan, routing, budget, loads, random);
        while (series.Target is { } target)
        {
            if (series.Pause > TimeSpan.Zero)
            {
                await Task.Delay(series.Pause, time, cancellation).ConfigureAwait(false);
            }

            var pass = CircuitPass.Free;
            try
            {
                Require(request, target);
                pass = await circuits.EnterAsync(target.Deployment, request.Configuration.Circuits, cancellation).ConfigureAwait(false);
                if (await AdmitAsync(request, target, pass, cancellation).ConfigureAwait(false) is { } refusal)
                {
                    series.Skip(refusal);
                    continue;
                }

                var answer = await AskAsync(request, target, cancellation).ConfigureAwait(false);
                pass.Succeeded();
                if (request.Attempts > 1)
                {
                    budget.GiveBack();
                }

                return answer;
            }
            catch (UpstreamException failure) when (!cancellation.IsCancellationRequested)
            {
                pass.Failed(failure);
                if (!series.GoesOnAfter(failure, request.Attempts))
                {
                    throw series.Final(failure);
                }

                settler.EndAttempt(request, failure);
            }
            catch (RefusalException refused) when (refused.Refusal.Code is "unsupported_parameter" or "context_length_exceeded")
            {
                // It was not asked: what this one cannot do, the next one may.
                request.Holds.EndAttempt(new QuotaAmounts(0, 0, 0));
                series.Skip(refused.Refusal);
            }
            finally
            {
                pass.Dispose();
            }
        }

        throw series.Exhausted();
    }

    /// <summary>What the target cannot do is refused by name, or left out where the tenant wants that.</summary>
    private static void Require(GatewayRequest request, RouteTarget target)
    {
        request.Unsupported.Reset();
        request.OutputBound = null;
        CapabilityCheck.Require(request, target.Deployment);
    }

    /// <summary>Null: the target may be asked.</summary>
    private async ValueTask<Refusal?> AdmitAsync(GatewayRequest request, RouteTarget target, CircuitPass pass, CancellationToken cancellation)
    {
        if (pass.Refusal is { } left)
        {
            return left;
        }

        var admitted = await admission.AdmitAsync(request, target.Deployment, cancellation).ConfigureAwait(false);
        return admitted.Refusal;
    }

    private async Task<OpenedAnswer> AskAsync(GatewayRequest request, RouteTarget target, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var load = loads.Of(target.Deployment.Id);
        request.BeginAttempt(target.Deployment);
        load.Begin();
        try
        {
            request.Answer = await providers.For(request.Operation, target.Deployment).AskAsync(request, target.Deployment, cancellation).ConfigureAwait(false);
            request.UpstreamRequestId = request.Answer.UpstreamRequestId;
        }
        catch (Exception failure)
        {
            load.End();
            if (failure is RefusalException)
            {
                // A translator that refuses has asked nobody.
                request.TakeBackAttempt();
            }
            else if (failure is UpstreamException && request.UpstreamWait.OfAttempt is var waited && waited > load.Latency)
            {
                // It is at least as slow as that; but one that fails at once is not fast.
                load.Saw(waited);
            }

            throw;
        }

        var opened = await OpenedAnswer.OpenAsync(request.Answer, load).ConfigureAwait(false);
        request.UpstreamWait.Heard();
        load.Saw(request.UpstreamWait.OfAttempt);
        return opened;
    }
}
