using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Tollgate.Providers.OpenAI.Carriers;

namespace Tollgate.FunctionApp.Azure;

internal static class AzureOpenAIRegistration
{
    /// <summary>Azure OpenAI through its client package; without an API key as the app's managed identity.</summary>
    public static IServiceCollection AddAzureOpenAI(this IServiceCollection services)
    {
        services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        return services
            .AddSingleton(provider => new AzureOpenAIClients(new Lazy<TokenCredential>(provider.GetRequiredService<TokenCredential>)))
            .AddSingleton<IOpenAICarrier, AzureOpenAICarrier>();
    }
}
