using System.ClientModel.Primitives;

namespace Azure.AI.OpenAI;

/// <summary>Of the package Azure.AI.OpenAI, as far as the app uses it.</summary>
public class AzureOpenAIClientOptions : ClientPipelineOptions
{
}
