using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tollgate.Analytics;
using Tollgate.Analytics.Experiments;
using Tollgate.State;

namespace Tollgate.Settlement;

/// <summary>
/// Books finished requests in the entities of their tenant's day and of their experiment: gathered into one signal an entity and flush, retried unchanged until the
/// store has it. Nothing is lost while the process lives, and the entities count nothing twice.
/// </summary>
internal sealed class UsageLedger : IUsageLedger, IHostedService
{
    private readonly ConcurrentDictionary<UsageDay, UsageOutbox> _outboxes = [];

    /// <summary>By name. They stay: the configuration names only so many.</summary>
    private readonly ConcurrentDictionary<string, UsageOutbox> _experiments = new(StringComparer.Ordinal);
    private readonly UsageLedgerOptions _options;
    private readonly UsageDelivery _delivery;
    private readonly Incarnation _incarnation;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private int _outboxesMade;
    private int _sweptDay;

    public UsageLedger(
        IEntityClient client,
        UsageLedgerOptions options,
        Incarnation incarnation,
        TimeProvider time,
        ILogger<UsageLedger> logger)
    {
        _options = options;
        _incarnation = incarnation;
        _time = time;
        _logger = logger;
        var jitter = new Random(incarnation.Id.GetHashCode(StringComparison.Ordinal));
        _delivery = new UsageDelivery(client, options, time, jitter, logger);
    }

    /// <summary>How far the ledger is behind; for health reports.</summary>
    public UsageLedgerStatus Status
    {
        get
        {
            long records = 0;
            DateTimeOffset? oldest = null;
            foreach (var outbox in Outboxes)
            {
                var pending = outbox.Pending;
                records += pending.Records;
                oldest = oldest is null || pending.Oldest < oldest ? pending.Oldest ?? oldest : oldest;
            }

            var (failingSince, lastError) = _delivery.Health;
            return new UsageLedgerStatus
            {
                PendingRecords = records,
                OldestPending = oldest,
                FailingSince = failingSince,
                LastError = lastError,
            };
        }
    }

    private IEnumerable<UsageOutbox> Outboxes => _outboxes.Values.Concat(_experiments.Values);

    public ValueTask RecordAsync(UsageRecord record)
    {
        var day = UsageDay.Of(record);
        Task commit;
        for (var outbox = OutboxFor(day); !outbox.TryAdd(record, out commit); outbox = OutboxFor(day))
        {
            _outboxes.TryRemove(KeyValuePair.Create(day, outbox));
        }

        if (record is { Experiment.Experiment: { } experiment, IsRefusal: false })
        {
            ExperimentOutbox(experiment).TryAdd(record, out var counted);
            commit = commit.IsCompletedSuccessfully ? counted : Task.WhenAll(commit, counted);
        }

        return commit.IsCompletedSuccessfully ? ValueTask.CompletedTask : new ValueTask(commit);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Sends what is pending, within <see cref="UsageLedgerOptions.ShutdownTimeout"/>.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _delivery.Hurry();
        using var timeout = new CancellationTokenSource(_options.ShutdownTimeout, _time);
        using (timeout.Token.UnsafeRegister(static delivery => ((UsageDelivery)delivery!).Abandon(), _delivery))
        using (cancellationToken.UnsafeRegister(static delivery => ((UsageDelivery)delivery!).Abandon(), _delivery))
        {
            await Task.WhenAll(Outboxes.Select(outbox => outbox.DrainedAsync())).ConfigureAwait(false);
        }

        var lost = Status.PendingRecords;
        if (lost > 0)
        {
            _logger.UsageRecordsLost(lost);
        }
    }

    private UsageOutbox OutboxFor(UsageDay day) => _outboxes.TryGetValue(day, out var outbox) ? outbox : AddOutbox(day);

    private UsageOutbox AddOutbox(UsageDay day)
    {
        RetirePastDays();

        // The number keeps the senders of two outboxes for the same day apart: a late record may need a second one.
        return _outboxes.GetOrAdd(
            day,
            static (day, self) => new UsageOutbox(
                UsageState.KeyFor(day.Tenant, day.Date),
                self.NewSender(),
                self._delivery,
                (at, commit) => new UsageBatch(at, self._options, commit)),
            this);
    }

    private UsageOutbox ExperimentOutbox(string experiment) => _experiments.GetOrAdd(
        experiment,
        static (experiment, self) => new UsageOutbox(
            ExperimentState.KeyFor(experiment), self.NewSender(), self._delivery, (at, commit) => new ExperimentBatch(at, commit)),
        this);

    private string NewSender() => $"{_incarnation.Id}.{Interlocked.Increment(ref _outboxesMade)}";

    /// <summary>Once a day forgets the outboxes of days that no running request can have begun on.</summary>
    private void RetirePastDays()
    {
        var today = DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);
        if (Interlocked.Exchange(ref _sweptDay, today.DayNumber) == today.DayNumber)
        {
            return;
        }

        foreach (var entry in _outboxes)
        {
            if (entry.Key.Date < today.AddDays(-1) && entry.Value.TryRetire())
            {
                _outboxes.TryRemove(entry);
            }
        }
    }
}
