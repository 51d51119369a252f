using System.Globalization;
using System.Text.Json;

namespace Tollgate.Pricing;

/// <summary>
/// The models that ship with the gateway, and their prices. Provider and model names are compared without regard to case.
/// An unknown model is null and never a guess: a wrong price would be a wrong bill.
/// </summary>
internal sealed class ModelCatalogue : IModelCatalogue
{
    private const string ResourceName = "Tollgate.Pricing.catalogue.json";

    private static readonly Lazy<ModelCatalogue> Embedded = new(ReadEmbedded);

    private readonly Dictionary<string, ModelInfo[]> _models = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Dictionary<string, ModelInfo>> _byName = new(StringComparer.OrdinalIgnoreCase);

    private ModelCatalogue(JsonElement file)
    {
        AsOf = DateOnly.ParseExact(file.GetProperty("asOf").GetString()!, "O", CultureInfo.InvariantCulture);
        foreach (var provider in file.GetProperty("providers").EnumerateObject())
        {
            var models = CatalogueReader.ReadModels(provider.Value);
            _models.Add(provider.Name, models);
            _byName.Add(provider.Name, IndexByName(models));
        }
    }

    /// <summary>The catalogue inside this assembly, read when first used.</summary>
    public static ModelCatalogue Default => Embedded.Value;

    /// <summary>The day whose price lists it agrees with, unless a row's <c>comment</c> says otherwise.</summary>
    public DateOnly AsOf { get; }

    /// <summary>The providers it knows, by the type that <c>providers.&lt;name&gt;</c> is of.</summary>
    public IReadOnlyCollection<string> Providers => _models.Keys;

    /// <summary>
    /// The model that <paramref name="provider"/> offers under an id, an alias, or a dated, versioned or regional form of
    /// either; the nearest row wins. Of such a form the result carries the id as asked, for the provider must be asked for
    /// that snapshot.
    /// </summary>
    public ModelInfo? Find(string provider, string modelId)
    {
        if (!_byName.TryGetValue(provider, out var names))
            return null;
        if (names.TryGetValue(modelId, out var model))
            return model;

        foreach (var form in ModelName.BroaderFormsOf(modelId))
        {
            if (names.TryGetValue(form, out model))
                return model with { Id = modelId, Aliases = [] };
        }

        return null;
    }

    /// <summary>All models of a provider in the file's order, newest families first; none if it is unknown.</summary>
    public IReadOnlyList<ModelInfo> ModelsOf(string provider) => _models.GetValueOrDefault(provider, []);

    /// <summary>What a provider serves when only its key is known.</summary>
    public IEnumerable<ModelInfo> DefaultsOf(string provider) => ModelsOf(provider).Where(model => model.IsDefault);

    /// <summary>The providers that offer a model of this name, for a message that helps who asked the wrong one.</summary>
    public IReadOnlyList<string> ProvidersOf(string modelName) =>
        [.. Providers.Where(provider => Find(provider, modelName) is not null)];

    private static Dictionary<string, ModelInfo> IndexByName(ModelInfo[] models)
    {
        var names = new Dictionary<string, ModelInfo>(StringComparer.OrdinalIgnoreCase);
        foreach (var model in models)
        {
            names.Add(model.Id, model);
            foreach (var alias in model.Aliases)
                names.Add(alias, model);
        }

        return names;
    }

    private static ModelCatalogue ReadEmbedded()
    {
        using var stream = typeof(ModelCatalogue).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {ResourceName}.");
        using var file = JsonDocument.Parse(stream);
        return new ModelCatalogue(file.RootElement);
    }
}
