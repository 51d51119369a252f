using Tollgate.Providers.OpenAI.Carriers;
using Tollgate.Secrets;

namespace Tollgate.SelfHost.Azure;

internal static class EntraRegistration
{
    /// <summary>Signs in to Azure OpenAI as the gateway's Azure identity.</summary>
    public static IServiceCollection AddEntraId(this IServiceCollection services) =>
        services.AddAzureIdentity().AddSingleton<IAccessTokens, EntraTokens>();
}
