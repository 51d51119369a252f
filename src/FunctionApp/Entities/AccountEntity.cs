using Microsoft.Azure.Functions.Worker;
using Tollgate.FunctionApp.Durable;
using Tollgate.Quotas.Accounts;

namespace Tollgate.FunctionApp.Entities;

/// <summary>A subject's budgets and rate limits, and who has borrowed how much of them.</summary>
public sealed class AccountEntity(TimeProvider time) : EntityShell<AccountState>(time)
{
    [Function(nameof(AccountEntity))]
    public Task Dispatch([EntityTrigger(EntityName = "account")] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync(this);
}
