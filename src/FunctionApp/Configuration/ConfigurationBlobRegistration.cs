using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Tollgate.Secrets;

namespace Tollgate.FunctionApp.Configuration;

internal static class ConfigurationBlobRegistration
{
    private const string StorageScope = "https://storage.azure.com/.default";

    /// <summary>
    /// Reads the configuration from a blob where <c>TOLLGATE_CONFIG</c> is an address: with the app's identity, no key and no signature.
    /// </summary>
    public static IServiceCollection AddConfigurationBlob(this IServiceCollection services, IConfiguration settings)
    {
        if (!Uri.TryCreate(settings["TOLLGATE_CONFIG"], UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps)
        {
            return services;
        }

        services.TryAddSingleton(new ConfigurationBlobOptions());
        return services
            .AddAzureIdentity()
            .AddSingleton(provider => new ConfigurationBlob(
                address,
                HttpPipelineBuilder.Build(
                    provider.GetRequiredService<ConfigurationBlobOptions>(),
                    new BearerTokenAuthenticationPolicy(provider.GetRequiredService<TokenCredential>(), StorageScope)),
                packagedFile: Path.Combine(AppContext.BaseDirectory, "gateway.json"),
                copy: Path.Combine(Path.GetTempPath(), $"tollgate-{Environment.ProcessId}", "gateway.json"),
                provider.GetRequiredService<ILogger<ConfigurationBlob>>()))
            .AddHostedService<ConfigurationBlobWatcher>();
    }
}
