using Tollgate.Endpoints;

namespace Tollgate.SelfHost.Hosting;

internal static class RouteMapping
{
    /// <summary>Maps the route table onto Kestrel; what it does not have goes to its last row.</summary>
    public static void MapGateway(this WebApplication app)
    {
        var door = app.Services.GetRequiredService<Door>();
        foreach (var route in RouteTable.All)
        {
            app.MapMethods(route.Path, route.Methods, Serve(door, route));
        }

        app.MapFallback("{*path}", Serve(door, RouteTable.Unmatched));
    }

    private static RequestDelegate Serve(Door door, GatewayRoute route) => http => door.HandleAsync(http, route, http.RequestAborted);
}
