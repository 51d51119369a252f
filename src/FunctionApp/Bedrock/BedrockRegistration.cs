using Microsoft.Extensions.DependencyInjection;
using Tollgate.Providers.Bedrock;

namespace Tollgate.FunctionApp.Bedrock;

internal static class BedrockRegistration
{
    /// <summary>Reaches Bedrock through AWS's SDK, in place of plain HTTP.</summary>
    public static IServiceCollection AddBedrockSdk(this IServiceCollection services) => services
        .AddSingleton<BedrockClients>()
        .AddSingleton<IBedrockCarrier, BedrockSdkCarrier>();
}
