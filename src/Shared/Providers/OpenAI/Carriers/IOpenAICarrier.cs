using Tollgate.Configuration;
using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.OpenAI.Carriers;

/// <summary>Takes a prepared request of the OpenAI wire to its provider. The relay around it is the same whoever carries.</summary>
internal interface IOpenAICarrier
{
    /// <summary>Whether this is the way to that provider.</summary>
    bool Carries(ProviderOptions provider);

    /// <summary>Sends the body to where the deployment answers the request's operation, with its credentials.</summary>
    /// <returns>As soon as the headers are there, whatever the status; the body is unread and the caller's to dispose of.</returns>
    /// <exception cref="HttpRequestException">No answer came.</exception>
    /// <exception cref="UpstreamException">There are no credentials to ask with.</exception>
    Task<HttpResponseMessage> SendAsync(GatewayRequest request, Deployment deployment, HttpContent body, CancellationToken cancellation);
}
