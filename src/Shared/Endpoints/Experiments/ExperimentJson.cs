using System.Text.Json;
using Tollgate.Analytics.Experiments;
using Tollgate.Analytics.Statistics;
using Tollgate.Pricing;
using Tollgate.Routing.Options;

namespace Tollgate.Endpoints.Experiments;

/// <summary>Writes experiments and what they have brought. What is not known is null.</summary>
internal static class ExperimentJson
{
    public static void WriteList(Utf8JsonWriter json, IEnumerable<ExperimentOptions> experiments)
    {
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        foreach (var experiment in experiments.OrderBy(experiment => experiment.Name, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            WriteFacts(json, experiment);
            json.WriteStartArray("arms");
            foreach (var arm in experiment.Arms)
            {
                json.WriteStartObject();
                WriteFacts(json, arm);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, ExperimentReport report)
    {
        json.WriteStartObject();
        WriteFacts(json, report.Experiment);
        if (report.UpdatedAt is { } at)
        {
            json.WriteString("updated_at", at);
        }
        else
        {
            json.WriteNull("updated_at");
        }

        json.WriteNumber("requests", report.Arms.Sum(arm => arm.Totals.Requests));
        json.WriteStartArray("arms");
        foreach (var arm in report.Arms)
        {
            Write(json, arm);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteFacts(Utf8JsonWriter json, ExperimentOptions experiment)
    {
        json.WriteString("object", "experiment");
        json.WriteString("name", experiment.Name);
        json.WriteBoolean("enabled", experiment.IsEnabled);
        json.WriteString("model", experiment.Model);
        json.WriteString("control", experiment.Arms[0].Name);
    }

    private static void WriteFacts(Utf8JsonWriter json, ExperimentArm arm)
    {
        json.WriteString("name", arm.Name);
        json.WriteString("target", arm.Target);
        json.WriteNumber("weight", arm.Weight);
    }

    private static void Write(Utf8JsonWriter json, ExperimentArmReport arm)
    {
        var totals = arm.Totals;
        json.WriteStartObject();
        WriteFacts(json, arm.Arm);
        json.WriteNumber("requests", totals.Requests);
        json.WriteNumber("errors", totals.Errors);
        Write(json, "error_rate", arm.ErrorRate);
        json.WriteNumber("fallbacks", totals.Fallbacks);
        json.WriteNumber("input_tokens", totals.Input);
        json.WriteNumber("output_tokens", totals.Output);
        json.WriteStartObject("cost_usd");
        json.WriteNumber("total", new Money(totals.Cost.Sum).Usd);
        Write(json, "mean", arm.Cost.Count == 0 ? null : arm.Cost.Mean);
        json.WriteEndObject();
        json.WriteStartObject("latency_ms");
        json.WriteNumber("count", totals.FirstByte.Count);
        Write(json, "mean", arm.Latency.Count == 0 ? null : arm.Latency.Mean);
        Write(json, "p50", LatencyHistogram.Percentile(totals.FirstByteBuckets, 0.5));
        Write(json, "p95", LatencyHistogram.Percentile(totals.FirstByteBuckets, 0.95));
        json.WriteEndObject();
        if (arm.Differences is { } differences)
        {
            json.WriteStartObject("against_control");
            Write(json, "error_rate", differences.ErrorRate);
            Write(json, "latency_ms", differences.Latency);
            Write(json, "cost_usd", differences.Cost);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("against_control");
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, Comparison comparison)
    {
        json.WriteStartObject(name);
        Write(json, "difference", comparison.Difference);
        if (comparison.Interval is var (low, high))
        {
            json.WriteStartArray("confidence_interval");
            json.WriteNumberValue(low);
            json.WriteNumberValue(high);
            json.WriteEndArray();
        }
        else
        {
            json.WriteNull("confidence_interval");
        }

        Write(json, "p_value", comparison.PValue);
        json.WriteBoolean("significant", comparison.IsSignificant);
        json.WriteString("warning", comparison.Doubt);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, double? figure)
    {
        if (figure is { } known)
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
