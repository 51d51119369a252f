using Tollgate.Pipeline;
using Tollgate.Providers.OpenAI;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Providers.OpenAI;

public sealed class OpenAIAddressTests
{
    [Theory]
    [InlineData("https://api.openai.com/v1", null, Operation.Chat, "https://api.openai.com/v1/chat/completions")]
    [InlineData("https://api.openai.com/v1/", null, Operation.Completions, "https://api.openai.com/v1/completions")]
    [InlineData("https://r.openai.azure.com/openai/v1", null, Operation.Embeddings, "https://r.openai.azure.com/openai/v1/embeddings")]
    [InlineData("https://r.openai.azure.com/openai", "2024-10-21", Operation.Chat, "https://r.openai.azure.com/openai/deployments/my%2Fmodel/chat/completions?api-version=2024-10-21")]
    internal void Of_AnyProvider_IsWhereItsWireWantsIt(string baseUrl, string? version, Operation operation, string expected)
    {
        var provider = TestGateway.Provider(baseUrl: new Uri(baseUrl)) with { ApiVersion = version };

        Assert.Equal(expected, OpenAIAddress.Of(TestGateway.Deployment(provider, "my/model"), operation).AbsoluteUri);
    }
}
