namespace Tollgate.Quotas.Alerts;

/// <summary>Somebody who wants to know of budgets running out. Told at least once, and normally once.</summary>
internal interface IAlertSink
{
    /// <summary>For the log.</summary>
    string Name { get; }

    /// <summary>One attempt. What it throws counts as <see cref="SinkOutcome.TryAgain"/>.</summary>
    Task<SinkAnswer> TellAsync(BudgetAlert alert, CancellationToken cancellation);
}
