using System.Text.Json;
using System.Text.RegularExpressions;
using Tollgate.Endpoints;
using Tollgate.Tests.Configuration;

namespace Tollgate.Tests.Endpoints.OpenApi;

public sealed partial class RouteAgreementTests
{
    [Fact]
    public void Operations_AndTheRouteTable_AreTheSameByNameMethodAndPath()
    {
        var routes = RouteTable.All.Select(route => (route.Name, route.Method, Template(route.Path)));

        var described = Description.Operations.Select(operation => (operation.Id, operation.Method.ToUpperInvariant(), operation.Path));

        Assert.Equal(routes.Order(), described.Order());
    }

    [Fact]
    public void Page_TellsOfEveryRoute()
    {
        var page = Repository.Read("docs/http-api.md");

        Assert.All(Description.Operations, operation => Assert.Contains(operation.Path, page, StringComparison.Ordinal));
    }

    [Fact]
    public void Security_OfEveryOperation_IsItsRoutesAccessLevel()
    {
        foreach (var operation in Description.Operations)
        {
            string[] expected = RouteTable.Named(operation.Id).Access switch
            {
                AccessLevel.Open => [],
                AccessLevel.Tenant => ["bearer:", "apiKey:", "xApiKey:"],
                _ => ["bearer:admin", "apiKey:admin", "xApiKey:admin"],
            };

            Assert.Equal(expected, operation.Json.GetProperty("security").EnumerateArray().SelectMany(Requirements));
        }
    }

    [Fact]
    public void Refusals_OfAMissingOrForeignKey_AreDescribedWhereAKeyIsNeeded()
    {
        foreach (var operation in Description.Operations)
        {
            var isOpen = RouteTable.Named(operation.Id).Access == AccessLevel.Open;

            var refusals = operation.Responses.Select(response => response.Status).Where(status => status is 401 or 403);

            Assert.Equal(isOpen ? [] : [401, 403], refusals);
        }
    }

    [Fact]
    public void TenantHeader_IsAParameterWhereAKeyIsNeeded() => Assert.All(Description.Operations, operation =>
        Assert.Equal(
            RouteTable.Named(operation.Id).Access != AccessLevel.Open,
            operation.Parameters.Any(parameter => parameter.GetProperty("name").GetString() == "X-Tenant-ID")));

    private static IEnumerable<string> Requirements(JsonElement alternative) => alternative.EnumerateObject()
        .Select(scheme => $"{scheme.Name}:{string.Join(',', scheme.Value.EnumerateArray().Select(role => role.GetString()))}");

    private static string Template(string path) => "/" + CatchAll().Replace(path, "{$1}");

    [GeneratedRegex(@"\{\*(\w+)\}")]
    private static partial Regex CatchAll();
}
