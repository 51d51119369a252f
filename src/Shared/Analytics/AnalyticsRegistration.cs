using Microsoft.Extensions.DependencyInjection;

namespace Tollgate.Analytics;

internal static class AnalyticsRegistration
{
    public static IServiceCollection AddUsageAnalytics(this IServiceCollection services) => services.AddSingleton<UsageQuery>();
}
