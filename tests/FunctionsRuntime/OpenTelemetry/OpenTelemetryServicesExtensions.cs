using OpenTelemetry;
using Tollgate.FunctionsRuntime.AzureMonitor;

namespace Microsoft.Extensions.DependencyInjection;

public static class OpenTelemetryServicesExtensions
{
    /// <summary>As the real one: what is built on it starts with the host.</summary>
    public static OpenTelemetryBuilder AddOpenTelemetry(this IServiceCollection services)
    {
        services.AddHostedService<TelemetryStart>();
        return new OpenTelemetryBuilder(services);
    }
}
