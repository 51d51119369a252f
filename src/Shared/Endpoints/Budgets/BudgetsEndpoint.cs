using Tollgate.Auth;

namespace Tollgate.Endpoints.Budgets;

/// <summary>How the limits of the caller's tenant, of its API keys and of the calling user stand.</summary>
internal sealed class BudgetsEndpoint(BudgetReader reader) : IEndpoint
{
    public async Task HandleAsync(Exchange exchange)
    {
        var (tenant, quotas, cancellation) = (exchange.Authentication.Tenant.Id, exchange.Configuration.Quotas, exchange.Cancellation);
        List<BudgetStanding> standings = [.. await reader.ReadTenantAsync(quotas, tenant, cancellation).ConfigureAwait(false)];
        if (UserIdentity.Find(exchange.Authentication, exchange.Http.Request.Query["user_id"]) is { } user)
        {
            standings.AddRange(await reader.ReadUserAsync(quotas, tenant, user, cancellation).ConfigureAwait(false));
        }

        await JsonResponse.WriteAsync(exchange, json => BudgetsJson.Write(json, standings)).ConfigureAwait(false);
    }
}
