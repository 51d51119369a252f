using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tollgate.Endpoints.Circuits;
using Tollgate.Health;
using Tollgate.Health.Checks;
using Tollgate.Routing.Circuits;

namespace Tollgate.Endpoints.Health;

internal static class HealthJson
{
    /// <summary>Degraded still serves: only what is unhealthy should be taken out of rotation.</summary>
    public static int StatusCode(HealthReport report) =>
        report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;

    public static void Write(Utf8JsonWriter json, HealthReport report, bool isDetailed)
    {
        json.WriteStartObject();
        json.WriteString("status", JsonNamingPolicy.SnakeCaseLower.ConvertName(report.Status.ToString()));
        json.WriteString("version", report.Version);
        json.WriteNumber("uptime_seconds", (long)report.Uptime.TotalSeconds);
        json.WriteStartArray("providers");
        foreach (var provider in report.Providers)
        {
            WriteProvider(json, provider, isDetailed);
        }

        json.WriteEndArray();
        WriteDependencies(json, report, isDetailed);
        if (isDetailed)
        {
            WriteGateway(json, report);
        }

        json.WriteEndObject();
    }

    private static void WriteProvider(Utf8JsonWriter json, ProviderReport provider, bool isDetailed)
    {
        var summary = provider.Summary;
        json.WriteStartObject();
        json.WriteString("name", provider.Name);
        json.WriteBoolean("healthy", provider.IsHealthy);
        WriteMilliseconds(json, "latency_ms", summary.LatencyMs(0.5));
        json.WriteString("circuit", CircuitStatusNames.Of(provider.Circuit.Status));
        if (isDetailed)
        {
            WriteFigures(json, summary);
            WriteLastCheck(json, provider.LastCheck);
            json.WriteString("forced", provider.Circuit.Forced);
            CircuitJson.WriteCircuits(json, provider.Circuit);
            CircuitJson.WritePauses(json, provider);
        }

        json.WriteEndObject();
    }

    private static void WriteDependencies(Utf8JsonWriter json, HealthReport report, bool isDetailed)
    {
        json.WriteStartObject("dependencies");
        json.WriteString("redis", "not_configured");
        json.WriteString("state", report.State.IsHealthy ? "healthy" : "unhealthy");
        json.WriteString("key_vault", !report.KeyVault.IsConfigured ? "not_configured" : report.KeyVault.Problem is null ? "healthy" : "unhealthy");
        if (report.State.FreeDiskGb is { } free)
        {
            json.WriteNumber("disk_space_gb", Math.Round(free, 1));
        }

        if (isDetailed && report.State.Problem is { } problem)
        {
            json.WriteString("state_problem", problem);
        }

        if (isDetailed && report.KeyVault.Problem is { } vaultProblem)
        {
            json.WriteString("key_vault_problem", vaultProblem);
        }

        json.WriteEndObject();
    }

    private static void WriteGateway(Utf8JsonWriter json, HealthReport report)
    {
        json.WriteStartObject("usage_ledger");
        json.WriteNumber("pending_records", report.Ledger.PendingRecords);
        json.WriteNumber("lag_seconds", Math.Round(report.LedgerLag.TotalSeconds, 1));
        json.WriteString("problem", report.Ledger.FailingSince is null ? null : report.Ledger.LastError);
        json.WriteEndObject();
        json.WriteStartObject("quotas");
        json.WriteBoolean("store_reachable", report.IsQuotaStoreReachable);
        json.WriteEndObject();
        json.WriteStartObject("configuration");
        json.WriteBoolean("last_edit_accepted", report.ConfigurationProblem is null);
        if (report.ConfigurationProblem is { } problem)
        {
            json.WriteString("problem", problem);
        }

        json.WriteEndObject();
    }

    /// <summary>What was seen of a provider in its last minutes.</summary>
    public static void WriteFigures(Utf8JsonWriter json, ProviderSummary summary)
    {
        json.WriteNumber("requests", summary.Requests);
        json.WriteNumber("rate_limited", summary.RateLimited);
        json.WriteNumber("error_rate", Math.Round(summary.ErrorRate, 4));
        WriteMilliseconds(json, "latency_p50_ms", summary.LatencyMs(0.5));
        WriteMilliseconds(json, "latency_p95_ms", summary.LatencyMs(0.95));
        WriteMilliseconds(json, "latency_p99_ms", summary.LatencyMs(0.99));
        json.WriteStartObject("errors");
        foreach (var (code, count) in summary.Errors)
        {
            json.WriteNumber(code, count);
        }

        json.WriteEndObject();
    }

    /// <summary>Besides the figures, which are of requests alone.</summary>
    public static void WriteLastCheck(Utf8JsonWriter json, CheckResult? check)
    {
        if (check is null)
        {
            json.WriteNull("last_check");
            return;
        }

        json.WriteStartObject("last_check");
        json.WriteString("at", check.At.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
        json.WriteBoolean("ok", check.Failure is null);
        WriteMilliseconds(json, "latency_ms", check.Latency.TotalMilliseconds);
        json.WriteString("error", check.Failure);
        json.WriteNumber("failures_in_a_row", check.FailuresInARow);
        json.WriteEndObject();
    }

    private static void WriteMilliseconds(Utf8JsonWriter json, string name, double? milliseconds)
    {
        if (milliseconds is { } known)
        {
            json.WriteNumber(name, Math.Round(known, 3));
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
