using Microsoft.Extensions.Logging;

namespace Tollgate.Quotas.Alerts;

/// <summary>Tells every sink, again and again those that fail, until all know or it is no use.</summary>
internal sealed class AlertDelivery(
    IReadOnlyList<IAlertSink> sinks, Func<AlertOptions> options, TimeProvider time, Func<double> jitter, ILogger<AlertDelivery> log)
{
    /// <summary>False when another instance has taken the alert over.</summary>
    public async Task<bool> DeliverAsync(BudgetAlert alert, AlertClaim claim, CancellationToken cancellation)
    {
        var current = options();
        var started = time.GetTimestamp();
        var open = sinks.ToList();
        for (var delay = current.FirstRetryDelay; ; delay = delay * 2 < current.MaxRetryDelay ? delay * 2 : current.MaxRetryDelay)
        {
            // Half of it fixed, half random: receivers that come back are not hit by all at once.
            var pause = delay * ((1 + jitter()) / 2);
            var isLast = time.GetElapsedTime(started) + pause > current.GiveUpAfter;
            open = await TellAsync(alert, open, isLast, cancellation);
            if (open.Count == 0 || isLast)
            {
                return true;
            }

            if (!await claim.HoldAsync(pause + current.WebhookTimeout, cancellation))
            {
                return false;
            }

            await Task.Delay(pause, time, cancellation);
        }
    }

    /// <summary>Those to try again.</summary>
    private async Task<List<IAlertSink>> TellAsync(BudgetAlert alert, List<IAlertSink> open, bool isLast, CancellationToken cancellation)
    {
        var failed = new List<IAlertSink>();
        foreach (var sink in open)
        {
            var answer = await TellAsync(alert, sink, cancellation);
            if (answer.Outcome == SinkOutcome.Refused || (isLast && answer.Outcome == SinkOutcome.TryAgain))
            {
                AlertLog.GivenUp(log, alert.Id, alert.Name.Account.Id, sink.Name, answer.Reason ?? "no reason");
            }
            else if (answer.Outcome == SinkOutcome.TryAgain)
            {
                failed.Add(sink);
            }
        }

        return failed;
    }

    private static async Task<SinkAnswer> TellAsync(BudgetAlert alert, IAlertSink sink, CancellationToken cancellation)
    {
        try
        {
            return await sink.TellAsync(alert, cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            // One sink's fault must not keep the alert from the others. The message may hold more than a log should.
            return new SinkAnswer(SinkOutcome.TryAgain, e.GetType().Name);
        }
    }
}
