namespace Tollgate.Endpoints.Budgets;

/// <summary>How the limits of the caller's tenant and of its API keys stand.</summary>
internal sealed class BudgetsEndpoint(BudgetReader reader) : IEndpoint
{
    public async Task HandleAsync(Exchange exchange)
    {
        var tenant = exchange.Authentication.Tenant.Id;
        var standings = await reader.ReadTenantAsync(exchange.Configuration.Quotas, tenant, exchange.Cancellation).ConfigureAwait(false);
        await JsonResponse.WriteAsync(exchange, json => BudgetsJson.Write(json, standings)).ConfigureAwait(false);
    }
}
