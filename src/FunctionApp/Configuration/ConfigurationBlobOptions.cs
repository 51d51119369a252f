using Azure.Core;

namespace Tollgate.FunctionApp.Configuration;

/// <summary>Transport and retries of <see cref="ConfigurationBlob"/>: those of Azure's clients, but for a shorter patience.</summary>
internal sealed class ConfigurationBlobOptions : ClientOptions
{
    public ConfigurationBlobOptions() => Retry.NetworkTimeout = TimeSpan.FromSeconds(10);
}
