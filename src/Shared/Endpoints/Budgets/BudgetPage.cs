using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tollgate.Pipeline;

namespace Tollgate.Endpoints.Budgets;

/// <summary>Which tenants a listing is to tell of, in the order of their ids.</summary>
/// <param name="Limit">Tenants at the most.</param>
/// <param name="After">The last one of the page before; null for the first page.</param>
internal sealed record BudgetPage(int Limit, string? After)
{
    private const int DefaultLimit = 100;
    private const int MostTenants = 1_000;

    /// <exception cref="RefusalException"><c>limit</c> is no number from 1 to 1000.</exception>
    public static BudgetPage Parse(IQueryCollection query)
    {
        var limit = DefaultLimit;
        if (query.TryGetValue("limit", out var given)
            && !(int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= MostTenants))
        {
            throw new RefusalException(Refusal.Invalid("invalid_value", $"'limit' must be a number from 1 to {MostTenants}.", "limit"));
        }

        return new BudgetPage(limit, query["after"] is [{ Length: > 0 } after, ..] ? after : null);
    }
}
