using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Tollgate.Secrets;

internal static class SecretsRegistration
{
    public static IServiceCollection AddSecrets(this IServiceCollection services)
    {
        services.TryAddSingleton(AzureKeyVaults.DefaultOptions);
        return services
            .AddAzureIdentity()
            .AddSingleton(provider => ActivatorUtilities.CreateInstance<AzureKeyVaults>(
                provider, new Lazy<TokenCredential>(provider.GetRequiredService<TokenCredential>)))
            .AddSingleton<SecretCache>()
            .AddSingleton<ISecretSource>(provider => provider.GetRequiredService<SecretCache>())
            .AddHostedService<SecretRefresher>();
    }

    /// <summary>
    /// Who the gateway is for every service of Azure that it calls: a service principal, a workload or managed identity (with several,
    /// the one that <c>AZURE_CLIENT_ID</c> names), or the Azure CLI's user.
    /// </summary>
    public static IServiceCollection AddAzureIdentity(this IServiceCollection services)
    {
        services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        return services;
    }
}
