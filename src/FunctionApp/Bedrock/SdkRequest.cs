using System.Text.Json;
using Amazon.BedrockRuntime.Model;
using Amazon.Runtime.Documents;
using Tollgate.Providers.Bedrock;

namespace Tollgate.FunctionApp.Bedrock;

/// <summary>Converse's request JSON as the SDK's objects, of which there is one for whole answers and one for streams.</summary>
internal static class SdkRequest
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 256 };

    public static ConverseRequest Read(BedrockCall call)
    {
        using var document = JsonDocument.Parse(call.Body, Deep);
        var body = document.RootElement;
        return new ConverseRequest
        {
            ModelId = call.Deployment.UpstreamModel,
            Messages = body.ListOf("messages", SdkMessages.ReadMessage),
            System = body.ListOf("system", SdkMessages.ReadSystem),
            InferenceConfig = body.Of("inferenceConfig", ReadInference),
            ToolConfig = body.Of("toolConfig", SdkTools.Read),
            AdditionalModelRequestFields = ReadFields(body),
            GuardrailConfig = SdkNative.ReadGuardrail(body),
            PerformanceConfig = SdkNative.ReadPerformance(body),
            RequestMetadata = SdkNative.ReadMetadata(body),
        };
    }

    public static ConverseStreamRequest ReadStream(BedrockCall call)
    {
        using var document = JsonDocument.Parse(call.Body, Deep);
        var body = document.RootElement;
        return new ConverseStreamRequest
        {
            ModelId = call.Deployment.UpstreamModel,
            Messages = body.ListOf("messages", SdkMessages.ReadMessage),
            System = body.ListOf("system", SdkMessages.ReadSystem),
            InferenceConfig = body.Of("inferenceConfig", ReadInference),
            ToolConfig = body.Of("toolConfig", SdkTools.Read),
            AdditionalModelRequestFields = ReadFields(body),
            GuardrailConfig = SdkNative.ReadStreamGuardrail(body),
            PerformanceConfig = SdkNative.ReadPerformance(body),
            RequestMetadata = SdkNative.ReadMetadata(body),
        };
    }

    private static Document ReadFields(JsonElement body) => body.Find("additionalModelRequestFields") is { } fields ? SdkDocument.Read(fields) : default;

    private static InferenceConfiguration ReadInference(JsonElement inference) => new()
    {
        MaxTokens = inference.Find("maxTokens") is { } most ? (int)Math.Min(most.GetInt64(), int.MaxValue) : null,
        Temperature = inference.Find("temperature")?.GetSingle(),
        TopP = inference.Find("topP")?.GetSingle(),
        StopSequences = inference.ListOf("stopSequences", stop => stop.GetString()!),
    };
}
