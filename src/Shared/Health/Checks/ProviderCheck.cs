using Tollgate.Configuration;
using Tollgate.Providers.Upstream;

namespace Tollgate.Health.Checks;

/// <summary>Asks a provider the cheapest question there is. Any answer but a 5xx says that it is there.</summary>
internal sealed class ProviderCheck(UpstreamHttp http, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <returns>Code of the failure; null: it is there.</returns>
    public async Task<string?> AskAsync(ProviderOptions provider, HealthCheckOptions options, CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, new Uri(provider.BaseUrl!.AbsoluteUri.TrimEnd('/') + options.Path));
        if (provider.ApiKey is { } key)
        {
            message.Headers.TryAddWithoutValidation(provider.SendsApiKeyHeader ? "api-key" : "Authorization", provider.SendsApiKeyHeader ? key : "Bearer " + key);
        }

        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            using var answer = await http.SendAsync(message, either.Token).ConfigureAwait(false);
            return (int)answer.StatusCode < 500 ? null : "upstream_error";
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return "upstream_timeout";
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            return UpstreamFailures.Translate(failure, deadline: null, provider.Name)?.Refusal.Code ?? "upstream_connection_failed";
        }
    }
}
