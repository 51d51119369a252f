using System.Collections.Frozen;
using Tollgate.Configuration.Profiles;
using Tollgate.Models;

namespace Tollgate.Configuration;

/// <summary>
/// Which names lead to which deployments, while a configuration is being put together. Providers that serve the same public
/// name back each other up, in the order in which they are given.
/// </summary>
internal sealed class ModelTable
{
    private readonly Dictionary<string, List<Deployment>> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Model> _defined = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Deployment>> _qualified = new(StringComparer.Ordinal);
    private readonly List<Model> _patterns = [];
    private readonly HashSet<string> _listed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _disabledProviders;

    public ModelTable(IReadOnlyList<ConfiguredProvider> providers, ConfigurationFindings findings)
    {
        _disabledProviders = [.. providers.Where(provider => !provider.IsEnabled).Select(provider => provider.Options.Name)];
        Wildcards = providers.Where(provider => provider.IsWildcard)
            .ToFrozenDictionary(provider => provider.Options.Name, provider => provider.Options, StringComparer.Ordinal);
        foreach (var model in providers.SelectMany(provider => provider.Models))
        {
            Add(model);
        }

        foreach (var name in _byName.Keys.Where(_qualified.ContainsKey).ToArray())
        {
            YieldToQualified(name, findings);
        }
    }

    public FrozenDictionary<string, ProviderOptions> Wildcards { get; }

    /// <summary>Defined names with a <c>*</c> in them.</summary>
    public ModelPatterns Patterns => new(_patterns);

    /// <summary>What <c>models</c> defines.</summary>
    public IEnumerable<Model> Defined => _defined.Values.Concat(_patterns);

    /// <summary>What clients are shown.</summary>
    public FrozenDictionary<string, Model> Models =>
        Freeze(_byName.Where(entry => _listed.Contains(entry.Key))).Concat(_defined).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The names of what clients are shown, as the operator has them: those of <c>models</c>, then provider by provider.</summary>
    public IReadOnlyList<string> Order => [.. _defined.Keys, .. _byName.Keys.Where(_listed.Contains)];

    /// <summary>What clients may ask for besides: <c>provider/model</c> and aliases.</summary>
    public FrozenDictionary<string, Model> UnlistedModels =>
        Freeze(_byName.Where(entry => !_listed.Contains(entry.Key)).Concat(_qualified));

    /// <summary>Every <c>provider/model</c>.</summary>
    public IReadOnlyCollection<string> DeploymentIds => _qualified.Keys;

    /// <summary>Everything that clients can ask for, but for the models of wildcard providers.</summary>
    public IEnumerable<string> Names => _defined.Keys.Concat(_byName.Keys).Concat(_qualified.Keys);

    public bool IsQualified(string name) => _qualified.ContainsKey(name);

    public bool IsOfDisabledProvider(string deployment) => _disabledProviders.Contains(deployment.Split('/', 2)[0]);

    /// <summary>The deployments that a <c>provider/model</c> names; none when it is unknown.</summary>
    public IReadOnlyList<Deployment> Resolve(string target) =>
        _qualified.TryGetValue(target, out var deployments) ? deployments : [.. WildcardModel.Find(Wildcards, target)?.Deployments ?? []];

    /// <summary>The deployments that a public name stands for; none when it is no public name, or not defined yet.</summary>
    public IEnumerable<Deployment> FindPublic(string name) =>
        _defined.TryGetValue(name, out var model) ? model.Deployments : _byName.GetValueOrDefault(name, []);

    /// <summary>The name of the model that clients get by a name, where it is one that is defined; else null.</summary>
    public string? DefinedName(string name) =>
        _defined.ContainsKey(name) ? name
        : _byName.ContainsKey(name) || Resolve(name).Count > 0 ? null
        : Patterns.Find(name)?.Name;

    /// <summary>Gives a public name its targets; what providers serve under it gives way.</summary>
    public void Define(Model model)
    {
        if (ModelPatterns.IsPattern(model.Name))
        {
            _patterns.Add(model);
            return;
        }

        _byName.Remove(model.Name);
        _defined[model.Name] = model;
    }

    /// <summary>Whether clients can ask for this.</summary>
    public bool Knows(string name) =>
        _defined.ContainsKey(name) || _byName.ContainsKey(name) || Resolve(name).Count > 0 || Patterns.Find(name) is not null;

    /// <summary>Whether a provider serves every name that begins like this one.</summary>
    public bool IsOfWildcardProvider(string name) => Wildcards.ContainsKey(name.Split('/', 2)[0]) && name.Contains('/', StringComparison.Ordinal);

    private static void Add(Dictionary<string, List<Deployment>> names, string name, Deployment deployment)
    {
        if (!names.TryGetValue(name, out var deployments))
        {
            names.Add(name, deployments = []);
        }

        if (!deployments.Contains(deployment))
        {
            deployments.Add(deployment);
        }
    }

    private static FrozenDictionary<string, Model> Freeze(IEnumerable<KeyValuePair<string, List<Deployment>>> names) => names.ToFrozenDictionary(
        entry => entry.Key, entry => new Model { Name = entry.Key, Targets = [.. entry.Value.Select(deployment => new RouteTarget(deployment))] }, StringComparer.Ordinal);

    private void Add(ServedModel model)
    {
        _listed.Add(model.PublicName);
        Add(_qualified, model.Deployment.Id, model.Deployment);
        foreach (var name in model.Aliases.Prepend(model.PublicName))
        {
            Add(_byName, name, model.Deployment);
            Add(_qualified, $"{model.Deployment.Provider.Name}/{name}", model.Deployment);
        }
    }

    /// <summary>
    /// One provider's name for a model is another's <c>provider/model</c>: <c>openai/gpt-4o</c> is also what GitHub calls it.
    /// Whoever names a provider gets that provider.
    /// </summary>
    private void YieldToQualified(string name, ConfigurationFindings findings)
    {
        foreach (var hidden in _byName[name].Except(_qualified[name]))
        {
            findings.Notice(
                $"providers.{hidden.Provider.Name}",
                $"serves \"{name}\" only as \"{hidden.Id}\": the short name is that of another provider's model");
        }

        _byName.Remove(name);
    }
}
