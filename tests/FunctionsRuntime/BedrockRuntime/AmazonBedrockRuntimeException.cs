using System.Net;
using Amazon.Runtime;

namespace Amazon.BedrockRuntime;

/// <summary>An error that Bedrock answered with.</summary>
public class AmazonBedrockRuntimeException : AmazonServiceException
{
    public AmazonBedrockRuntimeException(string message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }
}
