using System.Collections.Concurrent;
using Amazon.BedrockRuntime;
using Amazon.Runtime;
using Tollgate.Configuration;

namespace Tollgate.FunctionApp.Bedrock;

/// <summary>A client of AWS's SDK for each way that the configuration reaches Bedrock. Clients keep their connections, so they are kept.</summary>
internal sealed class BedrockClients : IDisposable
{
    private readonly ConcurrentDictionary<(Uri? Address, string? Key, AwsOptions? Aws), Lazy<IAmazonBedrockRuntime>> _clients = new();

    public IAmazonBedrockRuntime For(ProviderOptions provider) =>
        _clients.GetOrAdd((provider.BaseUrl, provider.ApiKey, provider.Aws), way => new(() => Create(way.Address, way.Key, way.Aws))).Value;

    public void Dispose()
    {
        foreach (var client in _clients.Values.Where(client => client.IsValueCreated))
        {
            client.Value.Dispose();
        }
    }

    private static AmazonBedrockRuntimeClient Create(Uri? address, string? key, AwsOptions? aws)
    {
        var configuration = new AmazonBedrockRuntimeConfig
        {
            ServiceURL = address?.AbsoluteUri.TrimEnd('/'),
            AuthenticationRegion = aws?.Region,

            // The gateway decides about retries, and knows the deadlines.
            MaxErrorRetry = 0,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (key is not null)
        {
            configuration.AWSTokenProvider = new StaticTokenProvider(key);
            configuration.AuthSchemePreference = ["httpBearerAuth"];
        }

        return new AmazonBedrockRuntimeClient(CredentialsOf(aws?.Credentials), configuration);
    }

    private static AWSCredentials CredentialsOf(AwsCredentials? credentials) => credentials switch
    {
        null => new AnonymousAWSCredentials(),
        { SessionToken: { } token } => new SessionAWSCredentials(credentials.AccessKeyId, credentials.SecretAccessKey, token),
        _ => new BasicAWSCredentials(credentials.AccessKeyId, credentials.SecretAccessKey),
    };
}
