using Tollgate.Providers;
using Tollgate.Providers.Upstream;
using Tollgate.Routing.Targets;

namespace Tollgate.Routing.Attempts;

/// <summary>
/// Asks an attempt's provider and waits until its answer begins. Writes to the attempt alone, never to its request: another attempt
/// may be under way.
/// </summary>
internal sealed class AttemptCall(ProviderDirectory providers, TargetLoads loads)
{
    /// <summary>A half-open circuit's trial that was given up in silence after so long has failed.</summary>
    private static readonly TimeSpan TrialPatience = TimeSpan.FromSeconds(5);

    /// <param name="admitted">The attempt, begun. Its pass is told how it went, and disposed of.</param>
    /// <param name="cancellation">Nobody waits for it any more. Holds also for the answer, as long as it is read.</param>
    /// <exception cref="Pipeline.RefusalException">The target cannot do what is wanted, and was not asked.</exception>
    /// <exception cref="UpstreamException">There is no answer.</exception>
    public async ValueTask<OpenedAnswer> RunAsync(AdmittedAttempt admitted, CancellationToken cancellation)
    {
        var (attempt, pass) = (admitted.Attempt, admitted.Pass);
        var load = loads.Of(attempt.Deployment.Id);
        var isTakenOver = false;
        load.Begin();
        try
        {
            var answer = await providers.For(attempt.Request.Operation, attempt.Deployment).AskAsync(attempt, cancellation).ConfigureAwait(false);
            (attempt.Answer, attempt.UpstreamRequestId, isTakenOver) = (answer, answer.UpstreamRequestId, true);
            var opened = await OpenedAnswer.OpenAsync(answer, load).ConfigureAwait(false);
            attempt.Heard();
            load.Saw(attempt.Latency);
            load.Answered();
            pass.Succeeded();
            return opened;
        }
        catch (Exception failure)
        {
            if (!isTakenOver)
            {
                load.End();
            }

            if (failure is UpstreamException or OperationCanceledException && attempt.Age is var waited && waited > load.Latency)
            {
                // It is at least as slow as that; but one that fails at once is not fast.
                load.Saw(waited);
            }

            if (failure is UpstreamException told && !cancellation.IsCancellationRequested)
            {
                pass.Failed(told);
            }
            else if (pass.IsTrial && failure is OperationCanceledException && attempt.Age >= TrialPatience)
            {
                // The next one that tries it would be kept waiting as long.
                pass.Failed(UpstreamRefusals.TimeoutCode);
            }

            throw;
        }
        finally
        {
            pass.Dispose();
        }
    }
}
