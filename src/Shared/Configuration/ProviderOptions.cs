using Tollgate.Health.Checks;

namespace Tollgate.Configuration;

/// <summary>One enabled provider, as the operator set it up.</summary>
internal sealed record ProviderOptions
{
    /// <summary>The operator's name for it, as in <c>providers.&lt;name&gt;</c> and <c>x-tollgate-provider</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Which profile it follows: <c>openai</c>, <c>azure-openai</c>, <c>groq</c>, <c>custom</c>, <c>demo</c>, …</summary>
    public required string Type { get; init; }

    /// <summary>Which wire it speaks: the key of the <c>IModelProvider</c> that carries it (<c>openai</c>, <c>gemini</c>, …).</summary>
    public required string Wire { get; init; }

    /// <summary>Base of its API without a trailing slash, as in <c>https://api.openai.com/v1</c>. Null for the demo.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>Secret; never logged (see <see cref="ToString"/>).</summary>
    public string? ApiKey { get; init; }

    /// <summary>Sends the key as <c>api-key</c> (Azure OpenAI) and not as a bearer token.</summary>
    public bool SendsApiKeyHeader { get; init; }

    /// <summary>Signs in by Entra ID, as <see cref="ApiKey"/> is null. Azure OpenAI only.</summary>
    public bool UsesEntraId { get; init; }

    /// <summary>Where its wire is not OpenAI's, for a relay.</summary>
    public WireQuirks Quirks { get; init; } = WireQuirks.None;

    /// <summary>Azure OpenAI's dated API: set, calls go to <c>/openai/deployments/{model}/…?api-version=</c>.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>Null for providers that are not AWS's.</summary>
    public AwsOptions? Aws { get; init; }

    /// <summary>Longest wait for a whole answer, or for the first byte of a stream, in seconds. Default 120, range 1 to 3600.</summary>
    public int TimeoutSeconds { get; init; } = 120;

    /// <summary>Longest silence within a stream, in seconds. Default 60, range 1 to 3600.</summary>
    public int StreamIdleTimeoutSeconds { get; init; } = 60;

    /// <summary>Where it processes data, for tenants whose data must stay in certain regions, as in <c>eu</c> or <c>westeurope</c>; null: unknown.</summary>
    public string? Region { get; init; }

    /// <summary>How often the same deployment is asked again before another one; null: as <c>routing.retries</c> says.</summary>
    public int? MaxRetries { get; init; }

    /// <summary>How it is asked whether it is there; null: only by clients' requests.</summary>
    public HealthCheckOptions? HealthCheck { get; init; }

    public override string ToString() => $"{Name} ({Type})";
}
