using Amazon.Runtime.Documents;

namespace Amazon.BedrockRuntime.Model;

/// <summary>Asks for a whole answer.</summary>
public class ConverseRequest : AmazonBedrockRuntimeRequest
{
    public Document AdditionalModelRequestFields { get; set; }

    public InferenceConfiguration? InferenceConfig { get; set; }

    public List<Message>? Messages { get; set; }

    public string? ModelId { get; set; }

    public PerformanceConfiguration? PerformanceConfig { get; set; }

    public Dictionary<string, string>? RequestMetadata { get; set; }

    public List<SystemContentBlock>? System { get; set; }

    public ToolConfiguration? ToolConfig { get; set; }

    public GuardrailConfiguration? GuardrailConfig { get; set; }
}
