using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Providers;
using Tollgate.Providers.Completions;
using Tollgate.Providers.Demo;
using Tollgate.Providers.Upstream;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Providers;

public sealed class ProviderDirectoryTests
{
    [Theory]
    [InlineData("openai", ModelCapabilities.Chat, true)]
    [InlineData("openai", ModelCapabilities.Chat | ModelCapabilities.Completions, false)]
    [InlineData("openai", ModelCapabilities.None, false)]
    [InlineData("demo", ModelCapabilities.Chat | ModelCapabilities.Completions, true)]
    [InlineData("demo", ModelCapabilities.None, true)]
    internal void For_Prompts_TranslatesUnlessBothWireAndModelTakeThem(string wire, ModelCapabilities capabilities, bool translated)
    {
        using var http = new UpstreamHttp();
        var directory = new ProviderDirectory([TestGateway.OpenAIProvider(http, TimeProvider.System), new DemoProvider(TimeProvider.System)]);
        var deployment = TestGateway.Deployment(TestGateway.Provider(wire), capabilities: capabilities);

        Assert.Equal(translated, directory.For(Operation.Completions, deployment) is CompletionsOverChat);
        Assert.Equal(wire, directory.For(Operation.Chat, deployment).Wire);
        Assert.IsNotType<CompletionsOverChat>(directory.For(Operation.Chat, deployment));
    }
}
