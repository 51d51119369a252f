using System.Net;
using Tollgate.FunctionsRuntime;
using Tollgate.Tests.Sample;

namespace Tollgate.Tests.Http;

public sealed class HttpRoutingTests
{
    [Fact]
    public async Task Route_CatchAllNamedFirst_ShadowsMoreSpecificOnes()
    {
        await using var fleet = Create(typeof(RoutedFunctions), typeof(FirstCatchAll));
        Assert.Equal("AaCatchAll", await GetAsync(fleet, "/orders"));
    }

    [Fact]
    public async Task Route_CatchAllNamedLast_TakesOnlyTheRest()
    {
        await using var fleet = Create(typeof(RoutedFunctions), typeof(LastCatchAll));
        var client = (await fleet.StartInstanceAsync()).CreateClient();
        Assert.Equal("ListOrders", await client.GetStringAsync("/orders"));
        Assert.Equal("OneOrder 7 of 7", await client.GetStringAsync("/ORDERS/7"));
        Assert.Equal("ZzCatchAll", await client.GetStringAsync("/orders/seven"));
        Assert.Equal("ZzCatchAll", await (await client.PostAsync("/orders", null)).Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("POST", "/orders")]
    [InlineData("GET", "/nowhere")]
    [InlineData("GET", "/admin/circuits")]
    [InlineData("GET", "/runtime/webhooks")]
    public async Task Request_NoFunctionMayTakeIt_IsTheHostsEmpty404(string method, string path)
    {
        await using var fleet = Create(typeof(RoutedFunctions));
        var response = await SendAsync(fleet, new HttpRequestMessage(new HttpMethod(method), path));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Route_ReservedByTheHost_IsNotTakenByACatchAllEither()
    {
        await using var fleet = Create(typeof(LastCatchAll));
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(fleet, new HttpRequestMessage(HttpMethod.Get, "/Admin/x"))).StatusCode);
    }

    [Fact]
    public async Task Route_NotGiven_IsTheFunctionsName()
    {
        await using var fleet = Create(typeof(RoutedFunctions));
        Assert.Equal("Unrouted", await GetAsync(fleet, "/unrouted"));
    }

    [Fact]
    public async Task RoutePrefix_NotInHostJson_IsApi()
    {
        var app = SampleApp.Of(typeof(RoutedFunctions)) with { HostJson = """{ "version": "2.0" }""" };
        await using var fleet = FunctionsFleet.Create(app);
        Assert.Equal("ListOrders", await GetAsync(fleet, "/api/orders"));
    }

    [Fact]
    public async Task Function_ThatNeedsAKey_AnswersAnEmpty401()
    {
        await using var fleet = Create(typeof(RoutedFunctions));
        var response = await SendAsync(fleet, new HttpRequestMessage(HttpMethod.Get, "/keyed"));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("false", "Functions app is up")]
    [InlineData("true", "ZzCatchAll")]
    public async Task Root_Always_IsTheHomepageUnlessDisabled(string isDisabled, string expected)
    {
        await using var fleet = Create(typeof(LastCatchAll));
        var instance = await fleet.StartInstanceAsync(new Dictionary<string, string?> { ["AzureWebJobsDisableHomepage"] = isDisabled });
        Assert.Contains(expected, await instance.CreateClient().GetStringAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_ThroughTheHost_KeepsAllButForwardedFor()
    {
        await using var fleet = Create(typeof(RoutedFunctions));
        var request = new HttpRequestMessage(HttpMethod.Get, "/headers/a%2Fb?x=1&x=%202");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer k");
        request.Headers.TryAddWithoutValidation("x-many", ["1", "2"]);
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", "10.0.0.1");
        var seen = await (await SendAsync(fleet, request)).Content.ReadAsStringAsync();
        Assert.Equal("Bearer k\n1, 2\n0\n?x=1&x=%202\n/headers/a%2Fb\nTrue", seen);
    }

    private static async Task<string> GetAsync(FunctionsFleet fleet, string path) =>
        await (await fleet.StartInstanceAsync()).CreateClient().GetStringAsync(path);

    private static async Task<HttpResponseMessage> SendAsync(FunctionsFleet fleet, HttpRequestMessage request) =>
        await (await fleet.StartInstanceAsync()).CreateClient().SendAsync(request);

    private static FunctionsFleet Create(params Type[] functions) => FunctionsFleet.Create(SampleApp.Of(functions));
}
