using System.Text.Json;
using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Description;

public abstract class CircuitEndpointTests(GatewayUnderTest gateway)
{
    private protected GatewayUnderTest Gateway { get; } = gateway;

    [Fact]
    public async Task Circuits_OfAProviderThatIsWell_AreClosed()
    {
        await Gateway.SendAsync(Ask.Whole("Hi", "demo"));

        var reply = await Gateway.SendAsync(Call.Get("/v1/admin/providers/demo/circuit-breaker", TestKeys.Admin));

        Assert.Equal(200, reply.Status);
        Assert.Equal(("demo", "closed"), (reply.Json.GetProperty("provider").GetString(), reply.Json.GetProperty("state").GetString()));
        Assert.Equal(30, reply.Json.GetProperty("recovery_timeout_seconds").GetDouble());
    }

    [Fact]
    public async Task Circuits_ForOthersThanAdministrators_Are403() => Envelope.Check(
        await Gateway.SendAsync(Call.Get("/v1/admin/providers/demo/circuit-breaker")), 403, "permission_error", "admin_required");

    [Fact]
    public async Task Circuits_OfNoProvider_Are404() => Envelope.Check(
        await Gateway.SendAsync(Call.Get("/v1/admin/providers/none/circuit-breaker", TestKeys.Admin)), 404, "invalid_request_error", "provider_not_found", "provider");

    [Theory]
    [InlineData("paint", "POST", 404, "unknown_url")]
    [InlineData("reset", "GET", 405, "method_not_allowed")]
    public async Task Command_ThatIsNone_IsSaidSo(string command, string method, int status, string code)
    {
        var call = new Call { Method = new HttpMethod(method), Path = $"/v1/admin/providers/demo/circuit-breaker/{command}", Key = TestKeys.Admin };

        Envelope.Check(await Gateway.SendAsync(call), status, "invalid_request_error", code);
    }

    [Fact]
    public async Task Reset_ThroughTheApi_IsInTheHistory()
    {
        var reply = await Gateway.SendAsync(new Call { Path = "/v1/admin/providers/simulator/circuit-breaker/reset", Key = TestKeys.Admin });

        var last = reply.Json.GetProperty("history").EnumerateArray().Last();
        Assert.Equal(("reset", "admin"), (last.GetProperty("to").GetString(), last.GetProperty("by").GetString()));
    }

    [Fact]
    public async Task Command_OnOneDeployment_IsInItsRowAndNotInTheProviders()
    {
        var reply = await Gateway.SendAsync(new Call { Path = "/v1/admin/providers/locked/circuit-breaker/open?deployment=locked/gpt-4o", Key = TestKeys.Admin });

        Assert.Equal(200, reply.Status);
        Assert.Equal(JsonValueKind.Null, reply.Json.GetProperty("forced").ValueKind);
        var row = Assert.Single(reply.Json.GetProperty("circuits").EnumerateArray());
        Assert.Equal(("locked/gpt-4o", "open", "open"), (row.GetProperty("deployment").GetString(), row.GetProperty("state").GetString(), row.GetProperty("forced").GetString()));
        var last = reply.Json.GetProperty("history").EnumerateArray().Last();
        Assert.Equal(("locked/gpt-4o", "forced_open"), (last.GetProperty("deployment").GetString(), last.GetProperty("to").GetString()));
    }

    [Theory]
    [InlineData("?deployment=demo/none", 404, "deployment_not_found")]
    [InlineData("?deployment=", 404, "deployment_not_found")]
    [InlineData("?deployment=simulator/chat", 404, "deployment_not_found")]
    [InlineData("?deployment=demo/demo&deployment=demo/demo", 400, "invalid_value")]
    [InlineData("?deploymen=demo/demo", 400, "unsupported_parameter", "deploymen")]
    public async Task Command_OnNoDeployment_CommandsNothing(string query, int status, string code, string param = "deployment")
    {
        Envelope.Check(
            await Gateway.SendAsync(new Call { Path = $"/v1/admin/providers/demo/circuit-breaker/open{query}", Key = TestKeys.Admin }),
            status,
            "invalid_request_error",
            code,
            param);

        var after = await Gateway.SendAsync(Call.Get("/v1/admin/providers/demo/circuit-breaker", TestKeys.Admin));
        Assert.Equal("closed", after.Json.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Providers_Listed_TellErrorClassesAndCounts()
    {
        await Gateway.SendAsync(Ask.Whole("Hi", "unreachable"));

        var reply = await Gateway.SendAsync(Call.Get("/providers"));

        var nowhere = reply.Json.GetProperty("data").EnumerateArray().Single(provider => provider.GetProperty("name").GetString() == "nowhere");
        Assert.True(nowhere.GetProperty("requests").GetInt32() >= 1);
        Assert.True(nowhere.GetProperty("errors").GetProperty("upstream_connection_refused").GetInt32() >= 1);
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (nowhere.GetProperty("forced").ValueKind, nowhere.GetProperty("last_check").ValueKind));
        Assert.Empty(nowhere.GetProperty("pauses").EnumerateArray());
    }

    [Fact]
    public async Task Providers_Listed_TellWhatTheyServe()
    {
        var reply = await Gateway.SendAsync(Call.Get("/providers"));

        var providers = reply.Json.GetProperty("data").EnumerateArray().ToDictionary(provider => provider.GetProperty("name").GetString()!);
        Assert.Equal(["demo", "locked", "nowhere", "simulator"], providers.Keys.Order());
        Assert.Contains("chat", providers["simulator"].GetProperty("models").EnumerateArray().Select(model => model.GetString()));
        Assert.True(providers["simulator"].GetProperty("enabled").GetBoolean());
        Assert.Equal("closed", providers["simulator"].GetProperty("circuit").GetString());
    }
}

public sealed class SelfHostCircuitEndpointTests(SelfHostGateway gateway) : CircuitEndpointTests(gateway), IClassFixture<SelfHostGateway>
{
    [Fact]
    public async Task Circuits_WithoutTheVersion_AreTheSame()
    {
        var reply = await Gateway.SendAsync(Call.Get("/admin/providers/demo/circuit-breaker", TestKeys.Admin));

        Assert.Equal("demo", reply.Json.GetProperty("provider").GetString());
    }
}

public sealed class FunctionAppCircuitEndpointTests(FunctionAppGateway gateway) : CircuitEndpointTests(gateway), IClassFixture<FunctionAppGateway>;
