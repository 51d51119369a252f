using Tollgate.Configuration;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.OpenAI.Carriers;

/// <summary>Signs in to Azure OpenAI where there is no API key.</summary>
internal interface IAccessTokens
{
    /// <summary>A bearer token that is good for some minutes at the least.</summary>
    /// <exception cref="UpstreamException">None can be had.</exception>
    ValueTask<string> GetAsync(ProviderOptions provider, CancellationToken cancellation);
}
