using Amazon.Runtime;

namespace Amazon.BedrockRuntime.Model;

/// <summary>What all requests of the service have in common.</summary>
public class AmazonBedrockRuntimeRequest : AmazonWebServiceRequest;
