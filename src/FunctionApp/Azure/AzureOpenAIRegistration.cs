using Azure.Core;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Providers.OpenAI.Carriers;
using Tollgate.Secrets;

namespace Tollgate.FunctionApp.Azure;

internal static class AzureOpenAIRegistration
{
    /// <summary>Azure OpenAI through its client package; without an API key as the app's managed identity.</summary>
    public static IServiceCollection AddAzureOpenAI(this IServiceCollection services) => services
        .AddAzureIdentity()
        .AddSingleton(provider => new AzureOpenAIClients(new Lazy<TokenCredential>(provider.GetRequiredService<TokenCredential>)))
        .AddSingleton<IOpenAICarrier, AzureOpenAICarrier>();
}
