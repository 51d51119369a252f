namespace Tollgate.Endpoints.Budgets;

/// <summary>How the limits of all tenants together, and of each configured one, stand.</summary>
internal sealed class AdminBudgetsEndpoint(BudgetReader reader) : IEndpoint
{
    public async Task HandleAsync(Exchange exchange)
    {
        var (quotas, cancellation) = (exchange.Configuration.Quotas, exchange.Cancellation);
        List<BudgetStanding> standings = [.. await reader.ReadTotalAsync(quotas, cancellation).ConfigureAwait(false)];
        foreach (var tenant in exchange.Configuration.Tenants.Tenants.Keys.Order(StringComparer.Ordinal))
        {
            standings.AddRange(await reader.ReadTenantAsync(quotas, tenant, cancellation).ConfigureAwait(false));
        }

        await JsonResponse.WriteAsync(exchange, json => BudgetsJson.Write(json, standings)).ConfigureAwait(false);
    }
}
