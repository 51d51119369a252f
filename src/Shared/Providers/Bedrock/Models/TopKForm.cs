namespace Tollgate.Providers.Bedrock.Models;

/// <summary>Under which name a model's own fields take <c>top_k</c>, which Converse does not have.</summary>
internal enum TopKForm
{
    None,

    /// <summary><c>top_k</c>.</summary>
    Plain,

    /// <summary><c>inferenceConfig.topK</c>.</summary>
    Nova,

    /// <summary><c>k</c>.</summary>
    Cohere,
}
