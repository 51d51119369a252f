using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Tollgate.Endpoints;

namespace Tollgate.FunctionApp.Http;

/// <summary>The functions that tell how limits stand.</summary>
public sealed class BudgetFunctions(FunctionDoor door)
{
    [Function("Budgets")]
    public Task<IActionResult> Budgets(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "v1/budgets")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation) =>
        door.ServeAsync(RouteTable.Named("Budgets"), request, durable, cancellation);

    [Function("AdminBudgets")]
    public Task<IActionResult> AdminBudgets(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "v1/admin/budgets")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation) =>
        door.ServeAsync(RouteTable.Named("AdminBudgets"), request, durable, cancellation);
}
