using System.Text.Json;
using Tollgate.Endpoints.Circuits;
using Tollgate.Endpoints.Health;
using Tollgate.Health;
using Tollgate.Routing.Circuits;

namespace Tollgate.Endpoints.Providers;

internal static class ProvidersJson
{
    /// <param name="json">Where to.</param>
    /// <param name="enabled">Those that are served.</param>
    /// <param name="models">Public names by provider.</param>
    /// <param name="disabled">Names of those that are switched off.</param>
    public static void Write(Utf8JsonWriter json, IEnumerable<ProviderReport> enabled, ILookup<string, string> models, IEnumerable<string> disabled)
    {
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        foreach (var provider in enabled)
        {
            Write(json, provider, isEnabled: true, models[provider.Name]);
        }

        foreach (var name in disabled.Order(StringComparer.Ordinal))
        {
            Write(json, new ProviderReport(name, ProviderSummary.Unknown, CircuitReport.AllClosed), isEnabled: false, []);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ProviderReport provider, bool isEnabled, IEnumerable<string> models)
    {
        json.WriteStartObject();
        json.WriteString("name", provider.Name);
        json.WriteBoolean("enabled", isEnabled);
        json.WriteBoolean("healthy", isEnabled && provider.IsHealthy);
        json.WriteStartArray("models");
        foreach (var model in models.Order(StringComparer.Ordinal))
        {
            json.WriteStringValue(model);
        }

        json.WriteEndArray();
        HealthJson.WriteFigures(json, provider.Summary);
        HealthJson.WriteLastCheck(json, provider.LastCheck);
        json.WriteString("circuit", CircuitStatusNames.Of(provider.Circuit.Status));
        json.WriteString("forced", provider.Circuit.Forced);
        CircuitJson.WritePauses(json, provider);
        json.WriteEndObject();
    }
}
