using System.Globalization;
using System.Text.Json;
using Tollgate.Pricing;

namespace Tollgate.Analytics;

/// <summary>The reply of <c>GET /v1/analytics/usage</c>.</summary>
internal static class UsageReportWriter
{
    public static void Write(Utf8JsonWriter json, UsageReport report)
    {
        json.WriteStartObject();
        json.WriteString("object"u8, "usage"u8);
        json.WriteString("tenant_id"u8, report.Tenant);
        if (report.User is not null)
        {
            json.WriteString("user_id"u8, report.User);
            json.WriteBoolean("complete"u8, report.IsComplete);
        }

        json.WriteString("start_date"u8, Iso(report.Range.From));
        json.WriteString("end_date"u8, Iso(report.Range.To));
        json.WriteStartObject("totals"u8);
        WriteTotals(json, report.Totals);
        json.WriteEndObject();
        WriteDays(json, report.Days);
        if (report.Splits is { } splits)
        {
            WriteShares(json, "users"u8, splits.Users, WriteUser);
            WriteShares(json, "models"u8, splits.Models, WriteModel);
            WriteShares(json, "providers"u8, splits.Providers, WriteProvider);
            WriteShares(json, "statuses"u8, splits.Statuses, WriteStatus);
        }

        json.WriteEndObject();
    }

    private static void WriteDays(Utf8JsonWriter json, IReadOnlyList<UsageReportDay> days)
    {
        json.WriteStartArray("days"u8);
        foreach (var day in days)
        {
            json.WriteStartObject();
            json.WriteString("date"u8, Iso(day.Date));
            WriteTotals(json, day.Totals);
            if (day.Hours is not null)
            {
                WriteShares(json, "hours"u8, day.Hours, WriteHour);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteShares(
        Utf8JsonWriter json,
        ReadOnlySpan<byte> member,
        IReadOnlyList<UsageShare> shares,
        Action<Utf8JsonWriter, string> writeName)
    {
        json.WriteStartArray(member);
        foreach (var share in shares)
        {
            json.WriteStartObject();
            writeName(json, share.Name);
            WriteTotals(json, share.Totals);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTotals(Utf8JsonWriter json, in UsageTotals totals)
    {
        json.WriteNumber("requests"u8, totals.Requests);
        json.WriteNumber("errors"u8, totals.Errors);
        json.WriteNumber("estimated"u8, totals.Estimated);
        json.WriteNumber("attempts"u8, totals.Attempts);
        json.WriteNumber("input_tokens"u8, totals.Input);
        json.WriteNumber("cached_tokens"u8, totals.CachedInput);
        json.WriteNumber("output_tokens"u8, totals.Output);
        json.WriteNumber("reasoning_tokens"u8, totals.Reasoning);
        json.WriteNumber("total_tokens"u8, totals.Tokens);
        json.WriteNumber("cost_usd"u8, new Money(totals.CostNanoUsd).Usd);
        json.WriteNumber("average_duration_ms"u8, totals.Requests == 0 ? 0 : totals.DurationMs / totals.Requests);
    }

    private static void WriteUser(Utf8JsonWriter json, string name) => WriteName(json, "user_id"u8, name);

    private static void WriteModel(Utf8JsonWriter json, string name) => WriteName(json, "model"u8, name);

    private static void WriteProvider(Utf8JsonWriter json, string name) => WriteName(json, "provider"u8, name);

    private static void WriteStatus(Utf8JsonWriter json, string name) => WriteNumber(json, "status"u8, name);

    private static void WriteHour(Utf8JsonWriter json, string name) => WriteNumber(json, "hour"u8, name);

    private static void WriteName(Utf8JsonWriter json, ReadOnlySpan<byte> member, string name)
    {
        if (name == UsageName.None)
        {
            json.WriteNull(member);
        }
        else
        {
            json.WriteString(member, name);
        }
    }

    // The tail has no number of its own.
    private static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> member, string name)
    {
        if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            json.WriteNumber(member, number);
        }
        else
        {
            json.WriteNull(member);
        }
    }

    private static string Iso(DateOnly date) => date.ToString("O", CultureInfo.InvariantCulture);
}
