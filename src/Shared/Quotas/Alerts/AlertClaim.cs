using Tollgate.Quotas.Accounts;
using Tollgate.State;

namespace Tollgate.Quotas.Alerts;

/// <summary>This instance's claim to one alert: sent as a signal, which may be lost or late, and believed once read back.</summary>
internal sealed class AlertClaim(AlertName name, IEntityClient store, Incarnation incarnation, AlertOptions options, TimeProvider time)
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private DateTimeOffset _until;

    /// <summary>The account as the store shows it.</summary>
    public Task<AccountState?> ReadAsync(CancellationToken cancellation) =>
        store.ReadAsync<AccountState>(name.Account, cancellation).AsTask().WaitAsync(options.StoreTimeout, time, cancellation);

    /// <summary>Claims the alert, or prolongs the claim.</summary>
    public async Task<ClaimOutcome> TakeAsync(CancellationToken cancellation)
    {
        // By the millisecond, as the account has it; and always later than before, so that no old state can confirm it.
        var until = DateTimeOffset.FromUnixTimeMilliseconds((time.GetUtcNow() + options.ClaimTtl).ToUnixTimeMilliseconds());
        await SendAsync(AlertOperation.Claim, until, cancellation);
        var outcome = await LookAsync(alert => Judge(alert, until.ToUnixTimeMilliseconds()), cancellation);
        _until = outcome == ClaimOutcome.Won ? until : _until;
        return outcome;
    }

    /// <summary>Makes sure that the claim lasts for another <paramref name="span"/>. False when it is known to be lost.</summary>
    public async Task<bool> HoldAsync(TimeSpan span, CancellationToken cancellation)
    {
        if (time.GetUtcNow() + span < _until)
        {
            return true;
        }

        try
        {
            return await TakeAsync(cancellation) != ClaimOutcome.Lost;
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            // While the store does not answer, nobody else can claim either.
            return true;
        }
    }

    /// <summary>Says that the alert is told. False when the account does not show it in time.</summary>
    public async Task<bool> FinishAsync(CancellationToken cancellation)
    {
        await SendAsync(AlertOperation.Done, _until, cancellation);
        return await LookAsync(alert => alert is { IsDone: false } ? null : ClaimOutcome.Lost, cancellation) != ClaimOutcome.Unknown;
    }

    private ClaimOutcome? Judge(ThresholdAlert? alert, long until)
    {
        if (alert is null or { IsDone: true })
        {
            return ClaimOutcome.Lost;
        }

        var isLive = alert.ClaimedUntil > time.GetUtcNow().ToUnixTimeMilliseconds();
        return alert.Owner == incarnation.Id && alert.ClaimedUntil >= until ? ClaimOutcome.Won
            : alert.Owner != incarnation.Id && isLive ? ClaimOutcome.Lost
            : null;
    }

    private async Task<ClaimOutcome> LookAsync(Func<ThresholdAlert?, ClaimOutcome?> judge, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        for (var pause = FirstLook; time.GetElapsedTime(started) < options.StoreTimeout; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            await Task.Delay(pause, time, cancellation);
            if (judge(name.FindIn(await ReadAsync(cancellation))) is { } outcome)
            {
                return outcome;
            }
        }

        return ClaimOutcome.Unknown;
    }

    private Task SendAsync(string kind, DateTimeOffset until, CancellationToken cancellation)
    {
        var operation = new AlertOperation
        {
            Quota = name.Quota,
            Window = name.Window,
            Threshold = name.Threshold,
            Incarnation = incarnation.Id,
            Until = Math.Max(0, until.ToUnixTimeMilliseconds()),
        };
        return store.SignalAsync(name.Account, operation.ToEnvelope(kind), cancellation).WaitAsync(options.StoreTimeout, time, cancellation);
    }
}
