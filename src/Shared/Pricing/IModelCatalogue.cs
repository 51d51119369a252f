namespace Tollgate.Pricing;

/// <summary>What is known of the providers' models, prices included.</summary>
internal interface IModelCatalogue
{
    /// <summary>The row of a model at a provider type (<c>openai</c>, <c>groq</c>, …), or null when nothing is known of it.</summary>
    ModelInfo? Find(string provider, string modelId);

    /// <summary>The models of a provider type that are served when the operator lists none.</summary>
    IEnumerable<ModelInfo> DefaultsOf(string provider);
}
