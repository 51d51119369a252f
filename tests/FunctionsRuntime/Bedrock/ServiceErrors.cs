using System.Net;
using System.Text.Json;
using Amazon.BedrockRuntime;
using Amazon.BedrockRuntime.Model;
using Amazon.Runtime;

namespace Tollgate.FunctionsRuntime.Bedrock;

/// <summary>Makes the exception that the SDK would throw.</summary>
internal static class ServiceErrors
{
    public static string? RequestIdOf(HttpResponseMessage response) => HeaderOf(response, "x-amzn-RequestId");

    public static AmazonBedrockRuntimeException Of(HttpResponseMessage response, byte[] body)
    {
        var kind = HeaderOf(response, "x-amzn-ErrorType")?.Split(':')[0] ?? "";
        return Create(kind, TryParse(body), response.StatusCode, RequestIdOf(response));
    }

    public static AmazonBedrockRuntimeException Create(string kind, JsonElement body, HttpStatusCode status, string? requestId)
    {
        var message = body.ValueKind == JsonValueKind.Object && body.TryGetProperty("message", out var told) ? told.GetString()! : $"Service returned HTTP {(int)status}.";
        var type = (int)status < 500 ? ErrorType.Sender : ErrorType.Receiver;
        var exception = typeof(ValidationException).Assembly.GetType($"Amazon.BedrockRuntime.Model.{kind}");
        return exception is null
            ? new AmazonBedrockRuntimeException(message, type, kind, requestId, status)
            : (AmazonBedrockRuntimeException)Activator.CreateInstance(exception, message, type, kind, requestId, status)!;
    }

    private static JsonElement TryParse(byte[] body)
    {
        try
        {
            return JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static string? HeaderOf(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.First() : null;
}
