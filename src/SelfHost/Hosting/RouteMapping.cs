using Tollgate.Endpoints;

namespace Tollgate.SelfHost.Hosting;

internal static class RouteMapping
{
    private const string VersionPrefix = "v1/";

    /// <summary>Here also understood without the version. The Functions host keeps that path to itself.</summary>
    private const string AdminPrefix = VersionPrefix + "admin/";

    /// <summary>Maps the route table onto Kestrel; what it does not have goes to its last row.</summary>
    public static void MapGateway(this WebApplication app)
    {
        var door = app.Services.GetRequiredService<Door>();
        foreach (var route in RouteTable.All)
        {
            app.MapMethods(route.Path, route.Methods, Serve(door, route));
            if (route.Path.StartsWith(AdminPrefix, StringComparison.Ordinal))
            {
                app.MapMethods(route.Path[VersionPrefix.Length..], route.Methods, Serve(door, route));
            }
        }

        app.MapFallback("{*path}", Serve(door, RouteTable.Unmatched));
    }

    private static RequestDelegate Serve(Door door, GatewayRoute route) => http => door.HandleAsync(http, route, http.RequestAborted);
}
