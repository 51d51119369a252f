using Amazon.Runtime.Documents;

namespace Amazon.BedrockRuntime.Model;

/// <summary>JSON schema of a tool's input.</summary>
public class ToolInputSchema
{
    public Document Json { get; set; }
}
