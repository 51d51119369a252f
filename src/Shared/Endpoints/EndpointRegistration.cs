using Microsoft.Extensions.DependencyInjection;
using Tollgate.Endpoints.Budgets;
using Tollgate.Endpoints.Circuits;
using Tollgate.Endpoints.Generate;

namespace Tollgate.Endpoints;

internal static class EndpointRegistration
{
    /// <summary>Adds the door and the endpoint of every row of the route table.</summary>
    public static IServiceCollection AddEndpoints(this IServiceCollection services)
    {
        foreach (var route in RouteTable.All.Append(RouteTable.Unmatched))
        {
            services.AddSingleton(route.Endpoint);
        }

        return services
            .AddSingleton<RequestIds>()
            .AddSingleton<BudgetReader>()
            .AddSingleton<CircuitAnswer>()
            .AddSingleton<ModelRequests>()
            .AddSingleton<GenerateRequests>()
            .AddSingleton<Door>();
    }
}
