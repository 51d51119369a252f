using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Amazon.BedrockRuntime;

/// <summary>How the client reaches the service: everything is the base class's.</summary>
public sealed class AmazonBedrockRuntimeConfig : ClientConfig
{
    public AmazonBedrockRuntimeConfig()
        : base(new DefaultConfigurationProvider([new DefaultConfiguration { Name = DefaultConfigurationMode.Standard }]))
    {
        AuthenticationServiceName = "bedrock";
    }

    public override string RegionEndpointServiceName => "bedrock-runtime";

    public override string ServiceVersion => "2023-09-30";

    public override string UserAgent => "functions-runtime";

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => new(ServiceURL);
}
