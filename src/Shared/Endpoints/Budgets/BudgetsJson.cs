using System.Text.Json;
using Tollgate.Pricing;
using Tollgate.Quotas;

namespace Tollgate.Endpoints.Budgets;

/// <summary>Writes limits as a list; money in decimal US dollars.</summary>
internal static class BudgetsJson
{
    public static void Write(Utf8JsonWriter json, IEnumerable<BudgetStanding> standings)
    {
        json.WriteStartObject();
        WriteList(json, standings);
        json.WriteEndObject();
    }

    /// <param name="json">Of the response.</param>
    /// <param name="standings">Of the page's tenants.</param>
    /// <param name="last">The page's last tenant; null if there is none.</param>
    /// <param name="hasMore">There are tenants after it.</param>
    public static void WritePage(Utf8JsonWriter json, IEnumerable<BudgetStanding> standings, string? last, bool hasMore)
    {
        json.WriteStartObject();
        WriteList(json, standings);
        json.WriteString("last_id", last);
        json.WriteBoolean("has_more", hasMore);
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, IEnumerable<BudgetStanding> standings)
    {
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        foreach (var standing in standings)
        {
            Write(json, standing);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, BudgetStanding standing)
    {
        var quota = standing.Quota;
        json.WriteStartObject();
        json.WriteString("scope", quota.Scope == QuotaScope.ApiKey ? "api_key" : quota.Scope.ToString().ToLowerInvariant());
        json.WriteString("subject", standing.Subject);
        json.WriteString("unit", quota.Unit.ToString().ToLowerInvariant());
        json.WriteString("window", quota.IsBucket ? "bucket" : quota.Period.ToString().ToLowerInvariant());
        Write(json, "limit", quota.Unit, quota.Limit);
        Write(json, "spent", quota.Unit, standing.Spent);
        Write(json, "reserved", quota.Unit, standing.Reserved);
        Write(json, "written_off", quota.Unit, standing.WrittenOff);
        Write(json, "remaining", quota.Unit, standing.Remaining);
        if (standing.ResetsAt is { } end)
        {
            json.WriteString("resets_at", end);
        }
        else
        {
            json.WriteNull("resets_at");
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, QuotaUnit unit, long amount)
    {
        if (unit == QuotaUnit.Usd)
        {
            json.WriteNumber(name, new Money(amount).Usd);
        }
        else
        {
            json.WriteNumber(name, amount);
        }
    }
}
