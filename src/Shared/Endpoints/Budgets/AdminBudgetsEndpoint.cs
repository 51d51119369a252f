using Tollgate.Quotas;

namespace Tollgate.Endpoints.Budgets;

/// <summary>How the limits of all tenants together, and of each configured one, stand: a page of tenants at a time.</summary>
internal sealed class AdminBudgetsEndpoint(BudgetReader reader) : IEndpoint
{
    private const int ReadsAtOnce = 16;

    public async Task HandleAsync(Exchange exchange)
    {
        var page = BudgetPage.Parse(exchange.Http.Request.Query);
        var rest = exchange.Configuration.Tenants.Tenants.Keys
            .Where(tenant => page.After is null || string.CompareOrdinal(tenant, page.After) > 0)
            .Order(StringComparer.Ordinal)
            .Take(page.Limit + 1)
            .ToArray();
        string[] tenants = [.. rest.Take(page.Limit)];

        var (quotas, cancellation) = (exchange.Configuration.Quotas, exchange.Cancellation);
        List<BudgetStanding> standings = page.After is null ? [.. await reader.ReadTotalAsync(quotas, cancellation).ConfigureAwait(false)] : [];
        standings.AddRange(await ReadAsync(quotas, tenants, cancellation).ConfigureAwait(false));
        await JsonResponse
            .WriteAsync(exchange, json => BudgetsJson.WritePage(json, standings, tenants.LastOrDefault(), hasMore: rest.Length > tenants.Length))
            .ConfigureAwait(false);
    }

    private async Task<IEnumerable<BudgetStanding>> ReadAsync(IQuotaCatalogue quotas, string[] tenants, CancellationToken cancellation)
    {
        var read = new IReadOnlyList<BudgetStanding>[tenants.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellation };
        await Parallel.ForAsync(0, tenants.Length, options, async (i, stop) =>
            read[i] = await reader.ReadTenantAsync(quotas, tenants[i], stop).ConfigureAwait(false)).ConfigureAwait(false);
        return read.SelectMany(standings => standings);
    }
}
