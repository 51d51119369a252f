using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Tollgate.Providers.Anthropic;
using Tollgate.Providers.Bedrock;
using Tollgate.Providers.Bedrock.Http;
using Tollgate.Providers.Cohere;
using Tollgate.Providers.Demo;
using Tollgate.Providers.Gemini;
using Tollgate.Providers.Images;
using Tollgate.Providers.OpenAI;
using Tollgate.Providers.OpenAI.Carriers;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers;

internal static class ProviderRegistration
{
    /// <summary>Adds every wire the gateway speaks: a new one is a folder and a line here.</summary>
    public static IServiceCollection AddModelProviders(this IServiceCollection services) => services
        .AddSingleton<UpstreamHttp>()
        .AddSingleton<UpstreamExchange>()
        .AddSingleton<HttpCarrier>()
        .AddSingleton(services => new ImageFetcher(ImageHttp.CreateHandler(), services.GetRequiredService<TimeProvider>()))
        .AddSingleton<IModelProvider, OpenAIProvider>()
        .AddSingleton<IModelProvider, CohereProvider>()
        .AddSingleton<IModelProvider, GeminiProvider>()
        .AddSingleton<IModelProvider, AnthropicProvider>()
        .AddSingleton<IModelProvider, DemoProvider>()
        .AddBedrock()
        .AddSingleton<ProviderDirectory>();

    /// <summary>A home that reaches Bedrock through AWS's SDK has added its carrier before.</summary>
    private static IServiceCollection AddBedrock(this IServiceCollection services)
    {
        services.TryAddSingleton<IBedrockCarrier, BedrockHttpCarrier>();
        return services.AddSingleton<IModelProvider, BedrockProvider>();
    }
}
