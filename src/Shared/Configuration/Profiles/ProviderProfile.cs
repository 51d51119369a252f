namespace Tollgate.Configuration.Profiles;

/// <summary>What the gateway knows of a kind of provider: a row of <see cref="ProviderProfiles"/>.</summary>
internal sealed record ProviderProfile
{
    /// <summary>Its <c>type</c> in the configuration, its name in the catalogue, and its provider name when none is given.</summary>
    public required string Type { get; init; }

    public string Wire { get; init; } = "openai";

    /// <summary>Default address, which may refer to environment variables and to an AWS {region}. Null: the operator must say.</summary>
    public string? BaseUrl { get; init; }

    public AddressRule AddressRule { get; init; } = AddressRule.AsGiven;

    /// <summary>The environment variable that holds the address.</summary>
    public string? AddressVariable { get; init; }

    /// <summary>The environment variables that may hold the API key, the preferred one first.</summary>
    public IReadOnlyList<string> KeyVariables { get; init; } = [];

    /// <summary>The environment variable that turns it off (<c>false</c>) or, where no key is needed, on (<c>true</c>).</summary>
    public string? Switch { get; init; }

    public bool NeedsKey { get; init; } = true;

    public bool SendsApiKeyHeader { get; init; }

    /// <summary>Signs in by Entra ID where no key is given.</summary>
    public bool OffersEntraId { get; init; }

    /// <summary>Where its OpenAI wire is not OpenAI's.</summary>
    public WireQuirks Quirks { get; init; } = WireQuirks.None;

    /// <summary>Runs on the operator's hardware, or nowhere: a model without a known price costs nothing.</summary>
    public bool IsFree { get; init; }

    /// <summary>Serves any model name, asked for as <c>provider/model</c>, while no models are listed for it.</summary>
    public bool IsWildcard { get; init; }

    /// <summary>
    /// Operators name their deployments as they like, so facts and prices are those of the public name and only then of the
    /// upstream one.
    /// </summary>
    public bool NamesDeployments { get; init; }

    /// <summary>AWS's: it has a region, and takes a signature in place of a key.</summary>
    public bool IsAws { get; init; }
}
