using Tollgate.Analytics;
using Tollgate.Pipeline;

namespace Tollgate.Endpoints.Analytics;

/// <summary>What a tenant used and what it cost; another tenant's only for an admin.</summary>
internal sealed class UsageAnalyticsEndpoint(UsageQuery query, TimeProvider time) : IEndpoint
{
    public async Task HandleAsync(Exchange exchange)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (UsageQueryParameters.Parse(exchange.Http.Request.Query, today, out var error) is not { } parameters)
        {
            throw new RefusalException(Refusal.Invalid("invalid_value", error!.Message, error.Param));
        }

        var caller = exchange.Authentication;
        var tenant = parameters.Tenant ?? caller.Tenant.Id;
        if (tenant != caller.Tenant.Id && !caller.Key.IsAdmin)
        {
            throw new RefusalException(new Refusal
            {
                Status = 403,
                Type = ErrorTypes.Permission,
                Code = "admin_required",
                Message = "Another tenant's usage needs an API key with the admin right.",
                Param = "tenant_id",
            });
        }

        var report = await query.QueryAsync(tenant, parameters.Range, parameters.User, exchange.Cancellation).ConfigureAwait(false);
        await JsonResponse.WriteAsync(exchange, json => UsageReportWriter.Write(json, report)).ConfigureAwait(false);
    }
}
