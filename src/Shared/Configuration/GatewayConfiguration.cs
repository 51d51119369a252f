using System.Collections.Frozen;
using Tollgate.Auth;
using Tollgate.Models;
using Tollgate.Quotas;
using Tollgate.Quotas.Alerts;
using Tollgate.Routing.Circuits;
using Tollgate.Routing.Options;
using Tollgate.Secrets;

namespace Tollgate.Configuration;

/// <summary>
/// Everything an operator decided, checked and compiled for look-up: one immutable snapshot, swapped as a whole when the
/// configuration changes. A request takes the current one on entering and keeps it to its end.
/// </summary>
internal sealed record GatewayConfiguration
{
    /// <summary>
    /// What the operator calls this deployment, as in <c>production</c>: a label for logs and telemetry. Where it names a
    /// profile, <see cref="Quotas"/> has that one's limits.
    /// </summary>
    public string Environment { get; init; } = "development";

    public required ServerOptions Server { get; init; }

    public required LoggingOptions Logging { get; init; }

    /// <summary>From where images are fetched for providers that take no address of one.</summary>
    public ImageOptions Images { get; init; } = new();

    /// <summary>Where secrets are kept; null: in no vault.</summary>
    public KeyVaultOptions? KeyVault { get; init; }

    /// <summary>What of the vault this configuration was made with.</summary>
    public IReadOnlyCollection<VaultSecret> Secrets { get; init; } = [];

    /// <summary>Enabled providers by name.</summary>
    public required FrozenDictionary<string, ProviderOptions> Providers { get; init; }

    /// <summary>Names of the providers that are configured and switched off.</summary>
    public IReadOnlyList<string> DisabledProviders { get; init; } = [];

    /// <summary>What clients may ask for, by public name (case-sensitive, as at OpenAI).</summary>
    public required FrozenDictionary<string, Model> Models { get; init; }

    /// <summary>The names of <see cref="Models"/> in the operator's order.</summary>
    public IReadOnlyList<string> ModelOrder { get; init; } = [];

    /// <summary>
    /// The same deployments by names that are understood and not listed: <c>provider/model</c>, for callers who insist on a
    /// provider, and the catalogue's aliases of default models.
    /// </summary>
    public FrozenDictionary<string, Model> UnlistedModels { get; init; } = FrozenDictionary<string, Model>.Empty;

    /// <summary>Providers that serve any model name, asked for as <c>provider/model</c>; by provider name.</summary>
    public FrozenDictionary<string, ProviderOptions> Wildcards { get; init; } = FrozenDictionary<string, ProviderOptions>.Empty;

    /// <summary>What callers may ask for by any name that fits. Not listed: nobody means the pattern itself.</summary>
    public ModelPatterns Patterns { get; init; } = ModelPatterns.None;

    /// <summary>Every deployment that the configuration names, once. What callers make up behind <see cref="Wildcards"/> is not among them.</summary>
    public IEnumerable<Deployment> Deployments =>
        Models.Values.Concat(UnlistedModels.Values).Concat(Patterns.All).SelectMany(model => model.Deployments).DistinctBy(deployment => deployment.Id);

    /// <summary>How a target is chosen, and what happens when it fails.</summary>
    public RoutingOptions Routing { get; init; } = RoutingOptions.Default;

    /// <summary>When a deployment that does not work is left alone.</summary>
    public CircuitOptions Circuits { get; init; } = CircuitOptions.Default;

    public required TenantDirectory Tenants { get; init; }

    /// <summary>Budgets and rate limits of every subject.</summary>
    public required IQuotaCatalogue Quotas { get; init; }

    /// <summary>Orders this configuration's limits among those that the accounts have seen: the highest wins there.</summary>
    public long QuotaRevision { get; init; }

    /// <summary>Percentages of a budget at which to alert, ascending; empty: never.</summary>
    public required IReadOnlyList<int> AlertThresholds { get; init; }

    /// <summary>Where alerts go besides the log and the metrics.</summary>
    public AlertOptions Alerts { get; init; } = new();

    /// <summary>Whether a provider has this deployment: one that the configuration names, or any behind a wildcard.</summary>
    public bool HasDeployment(string provider, string id) =>
        Deployments.Concat(WildcardModel.Find(Wildcards, id)?.Deployments ?? []).Any(deployment => deployment.Id == id && deployment.Provider.Name == provider);

    /// <summary>
    /// The model a client means by <paramref name="name"/>: a public name, an alias, a <c>provider/model</c>, any model of a
    /// wildcard provider, or the pattern that fits best. Null when there is none. Allocates only for wildcard providers.
    /// </summary>
    public Model? FindModel(string name) =>
        Models.TryGetValue(name, out var model) || UnlistedModels.TryGetValue(name, out model)
            ? model
            : WildcardModel.Find(Wildcards, name) ?? Patterns.Find(name);

    /// <summary>Whether a name is one that the configuration itself has, rather than one that callers made up and something stands for.</summary>
    public bool IsNamed(string name) => Models.ContainsKey(name) || UnlistedModels.ContainsKey(name);

    /// <summary>Whether a model is one that the configuration itself has, rather than one that a provider serves by whatever name.</summary>
    public bool HasName(Model model) => IsNamed(model.Name) || Patterns.Contains(model);
}
