using Tollgate.Auth;
using Tollgate.Pricing;
using Tollgate.Quotas.Configuration;
using Tollgate.Secrets;

namespace Tollgate.Configuration;

/// <summary>Everything a configuration is made from.</summary>
internal sealed record ConfigurationInputs
{
    /// <summary>JSON, or YAML when it ends in <c>.yaml</c> or <c>.yml</c>. Null: the environment alone.</summary>
    public string? FilePath { get; init; }

    /// <summary>A missing file is an error; by default it counts as an empty one.</summary>
    public bool IsFileRequired { get; init; }

    /// <summary>The file's text, where the caller has it already. Default: read from <see cref="FilePath"/>.</summary>
    public string? Text { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Where <c>keyvault://name</c> is looked up. Default: nowhere, random texts stand in.</summary>
    public ISecretSource Secrets { get; init; } = UnaskedSecrets.Instance;

    public required IModelCatalogue Catalogue { get; init; }

    /// <summary>Tenants of the home's own, as SelfHost's demo tenant. A configured tenant of the same id replaces one.</summary>
    public IReadOnlyList<Tenant> AdditionalTenants { get; init; } = [];

    /// <summary>Serve the demo provider when no other one is configured.</summary>
    public bool ImplicitDemo { get; init; }

    /// <summary>
    /// Set by a home that is alone on its state: there the limits read last are the ones that hold, whatever the file's time.
    /// Null: several instances read the same file, and its last write time, or that of their settings, orders what they read.
    /// </summary>
    public TimeProvider? LoadClock { get; init; }

    /// <summary>When <see cref="Environment"/> was read. A home whose settings only change with a restart sets it: limits may come from them too.</summary>
    public DateTimeOffset? EnvironmentAsOf { get; init; }

    /// <summary>When this configuration came about; null when there is nothing to tell it by.</summary>
    public DateTimeOffset? AsOf =>
        LoadClock?.GetUtcNow() ?? QuotaRevision.Later(FilePath is null ? null : ConfigurationFile.LastWritten(FilePath), EnvironmentAsOf);

    public bool IsYaml => Path.GetExtension(FilePath)?.ToUpperInvariant() is ".YAML" or ".YML";

    /// <summary>What to call the file in messages.</summary>
    public string DisplayName => FilePath is null ? "configuration" : Path.GetFileName(FilePath);
}
