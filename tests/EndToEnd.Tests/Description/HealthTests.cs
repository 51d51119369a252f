using System.Text.Json;
using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Description;

public abstract class HealthTests(GatewayUnderTest gateway)
{
    [Fact]
    public async Task Health_OfAGatewayThatIsWell_SaysSo()
    {
        var health = (await gateway.SendAsync(Call.Get("/health", key: null))).Json;

        Assert.Equal("healthy", health.GetProperty("status").GetString());
        Assert.Matches(@"^\d+\.\d+\.\d+$", health.GetProperty("version").GetString()!);
        Assert.True(health.GetProperty("uptime_seconds").GetInt64() >= 0);
        Assert.Equal("healthy", health.GetProperty("dependencies").GetProperty("state").GetString());
        Assert.True(health.GetProperty("dependencies").TryGetProperty("redis", out _));
        Assert.True(health.GetProperty("dependencies").TryGetProperty("key_vault", out _));
    }

    [Fact]
    public async Task Health_Short_ListsEachProvider()
    {
        await gateway.SendAsync(Ask.Whole("Hi"));
        var health = (await gateway.SendAsync(Call.Get("/health", key: null))).Json;

        var providers = health.GetProperty("providers").EnumerateArray().ToDictionary(provider => provider.GetProperty("name").GetString()!);
        Assert.Equal(["demo", "locked", "nowhere", "simulator"], providers.Keys.Order());
        Assert.True(providers["simulator"].GetProperty("healthy").GetBoolean());
        Assert.True(providers["simulator"].GetProperty("latency_ms").GetDouble() > 0);
        Assert.Equal(JsonValueKind.Null, providers["nowhere"].GetProperty("latency_ms").ValueKind);
        Assert.Equal("closed", providers["simulator"].GetProperty("circuit").GetString());
    }

    [Fact]
    public async Task Health_Open_TellsNothingOfAnyTenant()
    {
        await gateway.SendAsync(Ask.Whole("Hi", "locked"));
        var reply = await gateway.SendAsync(Call.Get("/health", key: null));

        Assert.DoesNotContain("alpha", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("errors", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("usage_ledger", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_Detailed_AddsErrorsPercentilesAndTheLedger()
    {
        await gateway.SendAsync(Ask.Whole("Hi", "unreachable"));
        var health = (await gateway.SendAsync(Call.Get("/health/detailed", TestKeys.Admin))).Json;

        var nowhere = health.GetProperty("providers").EnumerateArray().Single(provider => provider.GetProperty("name").GetString() == "nowhere");
        Assert.Equal(1, nowhere.GetProperty("error_rate").GetDouble());
        Assert.Equal(1, nowhere.GetProperty("errors").GetProperty("upstream_connection_refused").GetInt32());
        Assert.True(nowhere.TryGetProperty("latency_p99_ms", out _));
        Assert.True(health.GetProperty("usage_ledger").GetProperty("pending_records").GetInt64() >= 0);
        Assert.True(health.GetProperty("configuration").GetProperty("last_edit_accepted").GetBoolean());
    }

    [Fact]
    public async Task Readiness_OfAGatewayThatServes_Is200()
    {
        var reply = await gateway.SendAsync(Call.Get("/health/ready", key: null));

        Assert.Equal(200, reply.Status);
        Assert.Equal("ready", reply.Json.GetProperty("status").GetString());
    }

    [Fact]
    public async Task OpenApi_WithoutAKey_DescribesThisVersion()
    {
        var health = await gateway.SendAsync(Call.Get("/health", key: null));
        var description = await gateway.SendAsync(Call.Get("/openapi.json", key: null));

        Assert.StartsWith("3.1", description.Json.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            health.Json.GetProperty("version").GetString(), description.Json.GetProperty("info").GetProperty("version").GetString());
    }
}

public sealed class SelfHostHealthTests(SelfHostGateway gateway) : HealthTests(gateway), IClassFixture<SelfHostGateway>;

public sealed class FunctionAppHealthTests(FunctionAppGateway gateway) : HealthTests(gateway), IClassFixture<FunctionAppGateway>;
