using System.Globalization;
using System.Text.Json;
using Tollgate.Health;
using Tollgate.Routing.Circuits;

namespace Tollgate.Endpoints.Circuits;

internal static class CircuitJson
{
    /// <param name="json">Where to.</param>
    /// <param name="provider">Its circuits just read, and what this instance lately saw of it.</param>
    /// <param name="options">In force.</param>
    public static void Write(Utf8JsonWriter json, ProviderReport provider, CircuitOptions options)
    {
        var circuit = provider.Circuit;
        json.WriteStartObject();
        json.WriteString("object", "circuit_breaker");
        json.WriteString("provider", provider.Name);
        json.WriteBoolean("enabled", options.IsEnabled);
        json.WriteString("state", CircuitStatusNames.Of(circuit.Status));
        json.WriteString("forced", circuit.Forced);
        json.WriteNumber("failure_count", circuit.Circuits.Select(row => row.Failures).DefaultIfEmpty().Max());
        json.WriteNumber("failure_rate", Math.Round(provider.Summary.ErrorRate, 4));
        json.WriteNumber("requests", provider.Summary.Requests);
        json.WriteNumber("recovery_timeout_seconds", options.RecoveryTimeout.TotalSeconds);
        WriteCircuits(json, circuit);
        WritePauses(json, provider);
        json.WriteStartArray("history");
        foreach (var transition in circuit.History)
        {
            json.WriteStartObject();
            json.WriteString("at", DateTimeOffset.FromUnixTimeMilliseconds(transition.At).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
            json.WriteString("deployment", transition.Deployment);
            json.WriteString("to", transition.To);
            json.WriteString("by", transition.By);
            json.WriteString("reason", transition.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WritePauses(Utf8JsonWriter json, ProviderReport provider)
    {
        json.WriteStartArray("pauses");
        foreach (var pause in provider.Pauses)
        {
            json.WriteStartObject();
            json.WriteString("deployment", pause.Deployment);
            json.WriteNumber("resting_seconds", Math.Round(pause.RestsFor.TotalSeconds, 1));
            json.WriteNumber("spared_seconds", Math.Round(pause.SparedFor.TotalSeconds, 1));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteCircuits(Utf8JsonWriter json, CircuitReport report)
    {
        json.WriteBoolean("shared", report.IsShared);
        json.WriteStartArray("circuits");
        foreach (var row in report.Circuits)
        {
            json.WriteStartObject();
            json.WriteString("deployment", row.Deployment);
            json.WriteString("state", CircuitStatusNames.Of(row.Status));
            json.WriteNumber("failure_count", row.Failures);
            json.WriteNumber("retry_after_seconds", Math.Round(row.RetryAfter.TotalSeconds, 1));
            json.WriteString("forced", row.Forced);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
