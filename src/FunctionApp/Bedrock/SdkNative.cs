using System.Text.Json;
using Amazon.BedrockRuntime.Model;
using Tollgate.Pipeline;

namespace Tollgate.FunctionApp.Bedrock;

/// <summary>Members that clients write in Bedrock's own form, as the SDK's objects.</summary>
internal static class SdkNative
{
    public static GuardrailConfiguration? ReadGuardrail(JsonElement body) => Read(body, "guardrailConfig", guardrail => new GuardrailConfiguration
    {
        GuardrailIdentifier = guardrail.TextOf("guardrailIdentifier"),
        GuardrailVersion = guardrail.TextOf("guardrailVersion"),
        Trace = guardrail.TextOf("trace"),
    });

    public static GuardrailStreamConfiguration? ReadStreamGuardrail(JsonElement body) => Read(body, "guardrailConfig", guardrail => new GuardrailStreamConfiguration
    {
        GuardrailIdentifier = guardrail.TextOf("guardrailIdentifier"),
        GuardrailVersion = guardrail.TextOf("guardrailVersion"),
        StreamProcessingMode = guardrail.TextOf("streamProcessingMode"),
        Trace = guardrail.TextOf("trace"),
    });

    public static PerformanceConfiguration? ReadPerformance(JsonElement body) =>
        Read(body, "performanceConfig", performance => new PerformanceConfiguration { Latency = performance.TextOf("latency") });

    public static Dictionary<string, string>? ReadMetadata(JsonElement body) =>
        Read(body, "requestMetadata", metadata => metadata.EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetString()!));

    private static T? Read<T>(JsonElement body, string name, Func<JsonElement, T> read)
        where T : class
    {
        try
        {
            return body.Of(name, read);
        }
        catch (InvalidOperationException)
        {
            throw new RefusalException(Refusal.Invalid("invalid_value", $"Invalid value for '{name}': expected an object as Bedrock's Converse API describes it.", name));
        }
    }
}
