namespace Tollgate.Providers.Bedrock;

/// <summary>The operations of Bedrock's runtime that the gateway uses.</summary>
internal enum BedrockOperation
{
    Converse,
    ConverseStream,

    /// <summary>In the model's own form: embeddings have no other.</summary>
    InvokeModel,
}
