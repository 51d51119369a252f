using Microsoft.Extensions.DependencyInjection;
using Tollgate.Providers.Anthropic;
using Tollgate.Providers.Demo;
using Tollgate.Providers.OpenAI;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers;

internal static class ProviderRegistration
{
    /// <summary>Adds every wire the gateway speaks: a new one is a folder and a line here.</summary>
    public static IServiceCollection AddModelProviders(this IServiceCollection services) => services
        .AddSingleton<UpstreamHttp>()
        .AddSingleton<UpstreamExchange>()
        .AddSingleton<IModelProvider, OpenAIProvider>()
        .AddSingleton<IModelProvider, AnthropicProvider>()
        .AddSingleton<IModelProvider, DemoProvider>()
        .AddSingleton<ProviderDirectory>();
}
