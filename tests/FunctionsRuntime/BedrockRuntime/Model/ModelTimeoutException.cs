using System.Net;
using Amazon.Runtime;

namespace Amazon.BedrockRuntime.Model;

/// <summary>Bedrock's error of this name.</summary>
public class ModelTimeoutException : AmazonBedrockRuntimeException
{
    public ModelTimeoutException(string message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }
}
