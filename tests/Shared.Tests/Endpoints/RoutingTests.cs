using System.Text.Json.Nodes;
using Tollgate.Endpoints;

namespace Tollgate.Tests.Endpoints;

public sealed class RoutingTests : IDisposable
{
    private readonly DoorHarness _door = new("""{"server":{"corsOrigins":["https://app.example"]},"providers":{"demo":{}}}""");

    public void Dispose() => _door.Dispose();

    [Theory]
    [InlineData("ListModels", "/v1/models", true)]
    [InlineData("ListModels", "/V1/Models/", true)]
    [InlineData("ListModels", "/v1/models/x", false)]
    [InlineData("RetrieveModel", "/v1/models/x", true)]
    [InlineData("RetrieveModel", "/v1/models/org/x", true)]
    [InlineData("RetrieveModel", "/v1/models/", false)]
    [InlineData("RetrieveModel", "/v1/modelsx", false)]
    [InlineData("Health", "/health", true)]
    [InlineData("Health", "/health/ready", false)]
    [InlineData("ChatCompletions", "/", false)]
    [InlineData("AdminCircuit", "/v1/admin/providers/x/circuit-breaker", true)]
    [InlineData("AdminCircuit", "/v1/admin/providers//circuit-breaker", false)]
    [InlineData("AdminCircuit", "/v1/admin/providers/x/circuit-breaker/reset", false)]
    [InlineData("AdminCircuitCommand", "/v1/admin/providers/x/circuit-breaker/reset", true)]
    public void Matches_Path_WhateverTheMethod(string route, string path, bool matches) =>
        Assert.Equal(matches, RouteTable.Named(route).Matches(path));

    [Theory]
    [InlineData("GET", "/nope", 404, "unknown_url", null)]
    [InlineData("GET", "/v1/chat/completions", 405, "method_not_allowed", "POST")]
    [InlineData("DELETE", "/v1/models/x", 405, "method_not_allowed", "GET, HEAD")]
    [InlineData("OPTIONS", "/v1/models", 405, "method_not_allowed", "GET, HEAD")]
    public async Task Unmatched_PathOrMethod_IsSaidInTheEnvelope(string method, string path, int status, string code, string? allow)
    {
        var http = _door.Create(method);
        http.Request.Path = path;

        await _door.ServeAsync(http, RouteTable.Unmatched);

        Assert.Equal((status, allow), (http.Response.StatusCode, (string?)http.Response.Headers.Allow));
        Assert.Equal(code, JsonNode.Parse(DoorHarness.BodyOf(http))!["error"]!["code"]!.GetValue<string>());
        Assert.True(http.Response.Headers.ContainsKey("x-request-id"));
    }

    [Theory]
    [InlineData("https://app.example", true)]
    [InlineData("https://evil.example", false)]
    public async Task Preflight_IsAnsweredAndAllowsOnlyConfiguredOrigins(string origin, bool allowed)
    {
        var http = _door.Create("OPTIONS");
        http.Request.Path = "/v1/chat/completions";
        http.Request.Headers.Origin = origin;
        http.Request.Headers.AccessControlRequestMethod = "POST";
        http.Request.Headers.AccessControlRequestHeaders = "authorization, x-stainless-os";

        await _door.ServeAsync(http, RouteTable.Unmatched);

        Assert.Equal((204, ""), (http.Response.StatusCode, DoorHarness.BodyOf(http)));
        Assert.Equal(allowed ? "POST" : null, (string?)http.Response.Headers.AccessControlAllowMethods);
        Assert.Equal(allowed ? "authorization, x-stainless-os" : null, (string?)http.Response.Headers.AccessControlAllowHeaders);
        Assert.Equal(allowed ? origin : null, (string?)http.Response.Headers.AccessControlAllowOrigin);
    }
}
