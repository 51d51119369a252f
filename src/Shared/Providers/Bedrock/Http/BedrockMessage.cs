using System.Net.Http.Headers;
using Tollgate.Configuration;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.Bedrock.Http;

/// <summary>Makes the HTTP request of a call and proves who makes it: by an API key of Bedrock's, or by a signature.</summary>
internal static class BedrockMessage
{
    private const string Service = "bedrock";

    public static HttpRequestMessage Create(BedrockCall call, DateTimeOffset now)
    {
        var content = new ReadOnlyMemoryContent(call.Body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var message = UpstreamMessage.Create(call.Request, BedrockAddress.Of(call.Deployment, call.Operation), content);
        var provider = call.Deployment.Provider;
        if (provider.ApiKey is { } key)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
        else if (provider.Aws is { Credentials: { } credentials } aws)
        {
            Sign(message, call.Body.Span, credentials, aws.Region, AwsSignature.DateOf(now));
        }

        return message;
    }

    private static void Sign(HttpRequestMessage message, ReadOnlySpan<byte> body, AwsCredentials credentials, string region, string date)
    {
        var address = message.RequestUri!;
        List<(string Name, string Value)> headers = [("host", address.Authority), ("x-amz-date", date)];
        if (credentials.SessionToken is { } token)
        {
            headers.Add(("x-amz-security-token", token));
        }

        foreach (var (name, value) in headers.Skip(1))
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        var signature = AwsSignature.Sign(message.Method.Method, address, headers, body, credentials, (region, Service));
        message.Headers.TryAddWithoutValidation("Authorization", signature);
    }
}
