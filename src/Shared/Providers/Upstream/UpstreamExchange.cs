using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Routing.Targets;

namespace Tollgate.Providers.Upstream;

/// <summary>One request to an upstream over HTTP and what comes back, under the provider's deadlines.</summary>
internal sealed class UpstreamExchange(UpstreamHttp http, TargetLoads loads, TimeProvider time)
{
    /// <exception cref="UpstreamException">There is no usable answer.</exception>
    public Task<ProviderAnswer> RunAsync(
        GatewayRequest request, Deployment deployment, Func<HttpRequestMessage> create, IAnswerReader reader, CancellationToken cancellation) =>
        RunAsync(request, deployment, token => SendAsync(create, token), reader, cancellation);

    /// <summary>The same for a carrier of its own, which sends under the token it is given and returns when the headers are there.</summary>
    /// <exception cref="UpstreamException">There is no usable answer.</exception>
    public async Task<ProviderAnswer> RunAsync(
        GatewayRequest request,
        Deployment deployment,
        Func<CancellationToken, Task<HttpResponseMessage>> send,
        IAnswerReader reader,
        CancellationToken cancellation)
    {
        var provider = deployment.Provider;
        var deadline = new Deadline(time, cancellation);
        HttpResponseMessage? response = null;
        try
        {
            deadline.Within(provider.TimeoutSeconds, request.Facts.Stream ? "byte" : "answer");
            response = await send(deadline.Token).ConfigureAwait(false);
            LearnLimits(deployment, response);
            if (!response.IsSuccessStatusCode)
            {
                throw await UpstreamErrors.ReadAsync(response, reader, provider.Name, time, deadline.Token).ConfigureAwait(false);
            }

            if (!request.Facts.Stream)
            {
                return await reader.ReadAsync(response, deadline.Token).ConfigureAwait(false);
            }

            var stream = await reader.OpenAsync(response, deadline).ConfigureAwait(false);
            (response, deadline) = (null, null);
            return stream;
        }
        catch (Exception failure) when (UpstreamFailures.Translate(failure, deadline, provider.Name) is { } told)
        {
            throw told;
        }
        finally
        {
            response?.Dispose();
            deadline?.Dispose();
        }
    }

    /// <summary>Providers tell with every answer what is left of their limits: a target about to throttle can be spared.</summary>
    private void LearnLimits(Deployment deployment, HttpResponseMessage response)
    {
        if (RateLimitHeaders.ScarceFor(response.Headers, time.GetUtcNow()) is { } scarce)
        {
            loads.Of(deployment.Id).Spare(scarce);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> create, CancellationToken cancellation)
    {
        using var message = create();
        return await http.SendAsync(message, cancellation).ConfigureAwait(false);
    }
}
