using Tollgate.Configuration;
using Tollgate.Providers.Upstream;

namespace Tollgate.Health.Checks;

/// <summary>Asks a provider the cheapest question there is. Any answer says that it is there, but a 5xx and one that rejects the gateway's key.</summary>
internal sealed class ProviderCheck(UpstreamHttp http, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<CheckAnswer> AskAsync(ProviderOptions provider, HealthCheckOptions options, CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, new Uri(provider.BaseUrl!.AbsoluteUri.TrimEnd('/') + options.Path));
        CheckCredentials.Add(message, provider);
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            using var answer = await http.SendAsync(message, either.Token).ConfigureAwait(false);
            return Judge((int)answer.StatusCode, provider);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return new CheckAnswer("upstream_timeout", IsServed: false);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            return new CheckAnswer(UpstreamFailures.Translate(failure, deadline: null, provider.Name)?.Refusal.Code ?? "upstream_connection_failed", IsServed: false);
        }
    }

    private static CheckAnswer Judge(int status, ProviderOptions provider) => status switch
    {
        >= 500 => new CheckAnswer("upstream_error", IsServed: false),
        401 or 403 when CheckCredentials.AreSentTo(provider) => new CheckAnswer("upstream_authentication_failed", IsServed: false),
        _ => new CheckAnswer(null, IsServed: status is >= 200 and < 300),
    };
}
