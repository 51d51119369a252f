using System.Net.Http.Headers;
using System.Text.Json;
using Amazon.BedrockRuntime.Model;
using Amazon.Runtime;
using Tollgate.FunctionsRuntime.Bedrock;

namespace Amazon.BedrockRuntime;

/// <summary>Speaks Bedrock's HTTP to whatever the configuration names, with an API key of Bedrock's; it signs nothing.</summary>
public sealed class AmazonBedrockRuntimeClient : IAmazonBedrockRuntime
{
    private readonly AmazonBedrockRuntimeConfig _config;
    private readonly HttpClient _http;

    public AmazonBedrockRuntimeClient(AWSCredentials credentials, AmazonBedrockRuntimeConfig clientConfig)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        _config = clientConfig;
        _http = new HttpClient { Timeout = clientConfig.Timeout ?? Timeout.InfiniteTimeSpan };
    }

    public IClientConfig Config => _config;

    public async Task<ConverseResponse> ConverseAsync(ConverseRequest request, CancellationToken cancellationToken = default)
    {
        using var response = await SendAsync(request.ModelId!, "converse", SdkJson.Write(request), cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return WithMetadata((ConverseResponse)SdkJson.Read(JsonElement.Parse(body), typeof(ConverseResponse))!, response);
    }

    public async Task<ConverseStreamResponse> ConverseStreamAsync(ConverseStreamRequest request, CancellationToken cancellationToken = default)
    {
        var response = await SendAsync(request.ModelId!, "converse-stream", SdkJson.Write(request), cancellationToken);
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        return WithMetadata(new ConverseStreamResponse { Stream = new ConverseStreamOutput(stream) }, response);
    }

    public async Task<InvokeModelResponse> InvokeModelAsync(InvokeModelRequest request, CancellationToken cancellationToken = default)
    {
        using var response = await SendAsync(request.ModelId!, "invoke", request.Body!.ToArray(), cancellationToken);
        var body = new MemoryStream(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        return WithMetadata(new InvokeModelResponse { Body = body, ContentType = response.Content.Headers.ContentType?.MediaType }, response);
    }

    public void Dispose() => _http.Dispose();

    private static T WithMetadata<T>(T answer, HttpResponseMessage response)
        where T : AmazonWebServiceResponse
    {
        answer.HttpStatusCode = response.StatusCode;
        answer.ResponseMetadata = new ResponseMetadata { RequestId = ServiceErrors.RequestIdOf(response) };
        return answer;
    }

    private async Task<HttpResponseMessage> SendAsync(string model, string operation, byte[] body, CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"{_config.ServiceURL.TrimEnd('/')}/model/{Uri.EscapeDataString(model)}/{operation}");
        message.Content = new ByteArrayContent(body);
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (_config.AWSTokenProvider is not null && await _config.AWSTokenProvider.TryResolveTokenAsync(cancellation) is { Success: true } token)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Value.Token);
        }

        var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw ServiceErrors.Of(response, await response.Content.ReadAsByteArrayAsync(cancellation));
        }
    }
}
