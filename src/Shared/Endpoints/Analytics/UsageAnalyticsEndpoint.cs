using Microsoft.Extensions.Logging;
using Tollgate.Analytics;
using Tollgate.Pipeline;

namespace Tollgate.Endpoints.Analytics;

/// <summary>What a tenant used and what it cost; another tenant's only for an admin.</summary>
internal sealed class UsageAnalyticsEndpoint(UsageQuery query, TimeProvider time, ILogger<UsageAnalyticsEndpoint> log) : IEndpoint
{
    private static readonly Refusal Unavailable = new()
    {
        Status = 503,
        Type = ErrorTypes.Server,
        Code = "state_unavailable",
        Message = "Usage cannot be read at the moment: durable state does not answer. Try again later; nothing that is used meanwhile is lost.",
    };

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

        var report = await ReadAsync(tenant, parameters, exchange.Cancellation).ConfigureAwait(false);
        await JsonResponse.WriteAsync(exchange, json => UsageReportWriter.Write(json, report)).ConfigureAwait(false);
    }

    private async Task<UsageReport> ReadAsync(string tenant, UsageQueryParameters parameters, CancellationToken cancellation)
    {
        try
        {
            return await query.QueryAsync(tenant, parameters.Range, parameters.User, cancellation).ConfigureAwait(false);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            // Whatever a store may throw: it is the store that fails, not the gateway.
            log.StateUnavailable(failure, tenant);
            throw new RefusalException(Unavailable);
        }
    }
}
