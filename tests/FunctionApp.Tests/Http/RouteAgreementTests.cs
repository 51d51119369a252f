using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Tollgate.Endpoints;
using Tollgate.Endpoints.OpenApi;

namespace Tollgate.Tests.Http;

/// <summary>The route table is the one truth: the function shells and the API's description say the same.</summary>
public sealed class RouteAgreementTests
{
    [Fact]
    public void Shells_AndRouteTable_NameTheSameFunctions() =>
        Assert.Equal(RouteTable.All.Append(RouteTable.Unmatched).Select(route => route.Name).Order(), HttpShell.All.Select(shell => shell.Name).Order());

    [Fact]
    public void Shells_OfEachRoute_HaveItsPathAndMethods() => Assert.All(RouteTable.All, route =>
    {
        var shell = HttpShell.All.Single(shell => shell.Name == route.Name);
        Assert.Equal(route.Path, shell.Trigger.Route);
        Assert.Equal(route.Methods, shell.Methods);
    });

    [Fact]
    public void Shells_All_LeaveAccessToTheDoor() =>
        Assert.All(HttpShell.All, shell => Assert.Equal(AuthorizationLevel.Anonymous, shell.Trigger.AuthLevel));

    [Fact]
    public void Unmatched_TakesEveryPathAndMethod_BehindAllOthers()
    {
        var last = HttpShell.All.MaxBy(shell => shell.Name, StringComparer.OrdinalIgnoreCase)!;

        Assert.Equal(RouteTable.Unmatched.Name, last.Name);
        Assert.Equal("{*path}", last.Trigger.Route);
        Assert.Equal(["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"], last.Methods.Order());
    }

    [Fact]
    public void Routes_ThatTakeTheRestOfAPath_SortBehindThoseTheyWouldHide()
    {
        // The host tries routes by name, and a rest may be empty.
        var hidden =
            from wide in RouteTable.All.Where(route => route.Path.Contains("{*", StringComparison.Ordinal))
            let prefix = wide.Path[..wide.Path.IndexOf("/{*", StringComparison.Ordinal)]
            from narrow in RouteTable.All.Where(route => route != wide && route.Method == wide.Method)
            where narrow.Path == prefix || narrow.Path.StartsWith(prefix + "/", StringComparison.Ordinal)
            where StringComparer.OrdinalIgnoreCase.Compare(wide.Name, narrow.Name) < 0
            select $"{wide.Name} hides {narrow.Name}";

        Assert.Empty(hidden);
    }

    [Fact]
    public void Routes_OfTheGateway_AvoidWhatTheHostKeepsForItself() => Assert.All(RouteTable.All, route =>
    {
        Assert.False(route.Path.StartsWith("admin/", StringComparison.OrdinalIgnoreCase), route.Path);
        Assert.False(route.Path.StartsWith("runtime/", StringComparison.OrdinalIgnoreCase), route.Path);
    });

    [Fact]
    public void OpenApi_AndRouteTable_DescribeTheSameOperations()
    {
        var described =
            from path in Description.GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            where operation.Name is "get" or "post" or "put" or "patch" or "delete"
            select $"{operation.Name.ToUpperInvariant()} {path.Name}";

        Assert.Equal(RouteTable.All.Select(route => $"{route.Method} {OpenApiPath(route)}").Order(), described.Order());
    }

    [Fact]
    public void OpenApi_OperationIds_AreTheRoutesNames() => Assert.All(RouteTable.All, route =>
    {
        var operation = Description.GetProperty("paths").GetProperty(OpenApiPath(route)).GetProperty(route.Method.ToLowerInvariant());
        Assert.Equal(route.Name, operation.GetProperty("operationId").GetString());
    });

    [Fact]
    public void OpenApi_RequiresAKey_WhereTheRouteDoes() => Assert.All(RouteTable.All, route =>
    {
        var operation = Description.GetProperty("paths").GetProperty(OpenApiPath(route)).GetProperty(route.Method.ToLowerInvariant());
        var security = operation.TryGetProperty("security", out var own) ? own : Description.GetProperty("security");
        Assert.Equal(route.Access == AccessLevel.Open, security.GetArrayLength() == 0);
    });

    private static JsonElement Description => JsonElement.Parse(OpenApiDocument.Read());

    private static string OpenApiPath(GatewayRoute route) => "/" + route.Path.Replace("{*", "{", StringComparison.Ordinal);
}
