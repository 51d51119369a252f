using System.Text.Json;

namespace Tollgate.Quotas.Alerts;

/// <summary>Writes what the webhook receives. Members are only ever added to.</summary>
internal static class WebhookBody
{
    public static byte[] Write(BudgetAlert alert)
    {
        var subject = AlertSubject.Of(alert.Name.Account);
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("id", alert.Id);
            json.WriteString("type", "budget.threshold");
            json.WriteString("tenant", subject.Tenant);
            json.WriteString("scope", alert.ScopeName);
            WriteIfAny(json, "user", subject.User);
            WriteIfAny(json, "api_key", alert.ApiKey);
            WriteIfAny(json, "deployment", subject.Deployment);
            json.WriteString("quota", alert.Name.Quota);
            json.WriteNumber("threshold", alert.Name.Threshold);
            json.WriteString("reason", alert.IsByRefusal ? "refused" : "spent");
            json.WriteNumber("limit_usd", alert.LimitUsd);
            json.WriteNumber("spent_usd", alert.SpentUsd);
            json.WriteString("window_start", alert.WindowStart.UtcDateTime);
            json.WriteString("window_end", alert.WindowEnd.UtcDateTime);
            json.WriteString("created_at", alert.CreatedAt.UtcDateTime);
            json.WriteEndObject();
        }

        return body.ToArray();
    }

    private static void WriteIfAny(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
