using Tollgate.Configuration;
using Tollgate.Pricing;

namespace Tollgate.Models;

/// <summary>One model at one provider: what a request is sent to and priced by.</summary>
internal sealed record Deployment
{
    /// <summary><c>{provider}/{upstream model}</c>.</summary>
    public required string Id { get; init; }

    public required ProviderOptions Provider { get; init; }

    /// <summary>The name the provider is asked for: its model id, or the Azure deployment's name.</summary>
    public required string UpstreamModel { get; init; }

    public required ModelInfo Info { get; init; }
}
