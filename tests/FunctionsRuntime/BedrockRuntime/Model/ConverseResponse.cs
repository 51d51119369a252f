using Amazon.Runtime;

namespace Amazon.BedrockRuntime.Model;

/// <summary>A whole answer.</summary>
public class ConverseResponse : AmazonWebServiceResponse
{
    public ConverseOutput? Output { get; set; }

    public StopReason? StopReason { get; set; }

    public TokenUsage? Usage { get; set; }
}
