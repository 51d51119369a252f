using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Endpoints;
using Tollgate.FunctionApp.Durable;

namespace Tollgate.FunctionApp.Http;

internal static class FunctionDoorRegistration
{
    public static IServiceCollection AddFunctionDoor(this IServiceCollection services) => services
        .AddSingleton(provider => new FunctionDoor(provider.GetRequiredService<Door>(), provider.GetRequiredService<DurableClientAccessor>()))
        .Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;

            // The door has a limit of its own, whose refusal is in the envelope; the worker's would be an empty 500.
            kestrel.Limits.MaxRequestBodySize = null;
        });
}
