using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Tollgate.Providers.OpenAI.Carriers;

namespace Tollgate.SelfHost.Azure;

internal static class EntraRegistration
{
    /// <summary>Signs in as whoever the environment says: a service principal, a managed or workload identity, or the Azure CLI's user.</summary>
    public static IServiceCollection AddEntraId(this IServiceCollection services)
    {
        services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        return services.AddSingleton<IAccessTokens, EntraTokens>();
    }
}
