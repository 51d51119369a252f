using System.Text.Json;
using Tollgate.Testing;
using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Description;

public abstract class ReloadTests : FreshGateway
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task Configuration_EditedWell_IsInForceWithoutARestart()
    {
        await Gateway.EditConfigurationAsync(json => json.Replace("\"id\": \"instruct\"", "\"id\": \"renamed\"", StringComparison.Ordinal));

        await PollUntilAsync(async () => (await ModelsAsync()).Contains("renamed"), "the new model is listed");
        Assert.DoesNotContain("instruct", await ModelsAsync());
        Assert.Equal(200, (await Gateway.SendAsync(Call.Post("/v1/completions", """{"model":"renamed","prompt":"a"}"""))).Status);
        Assert.Equal(404, (await Gateway.SendAsync(Call.Post("/v1/completions", """{"model":"instruct","prompt":"a"}"""))).Status);
    }

    [Fact]
    public async Task Configuration_EditedBadly_IsRefusedAndTheOldOneStays()
    {
        await Gateway.EditConfigurationAsync(json => json
            .Replace("\"id\": \"instruct\"", "\"id\": \"renamed\"", StringComparison.Ordinal)
            .Replace("\"timeoutSeconds\": 40", "\"timeoutSeconds\": -1", StringComparison.Ordinal));

        await PollUntilAsync(async () => !(await ConfigurationHealthAsync()).GetProperty("last_edit_accepted").GetBoolean(), "the edit is refused");
        Assert.Contains("timeoutSeconds", (await ConfigurationHealthAsync()).GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Contains("instruct", await ModelsAsync());
        Assert.DoesNotContain("renamed", await ModelsAsync());
        Assert.Equal("degraded", (await Gateway.SendAsync(Call.Get("/health"))).Json.GetProperty("status").GetString());

        await Gateway.EditConfigurationAsync(json => json.Replace("\"timeoutSeconds\": -1", "\"timeoutSeconds\": 30", StringComparison.Ordinal));
        await PollUntilAsync(async () => (await ConfigurationHealthAsync()).GetProperty("last_edit_accepted").GetBoolean(), "the correction is accepted");
        Assert.Contains("renamed", await ModelsAsync());
    }

    [Fact]
    public async Task Key_GivenToAnotherTenant_IsThatTenantsAtOnce()
    {
        Assert.Equal("beta", await TenantAsync());
        await Gateway.EditConfigurationAsync(json => json.Replace("\"beta\": {", "\"gamma\": {", StringComparison.Ordinal));

        await PollUntilAsync(async () => await TenantAsync() == "gamma", "the key is the other tenant's");
    }

    private protected abstract GatewayUnderTest Create(TimeProvider time);

    private protected override GatewayUnderTest Create() => Create(_time);

    private Task PollUntilAsync(Func<Task<bool>> condition, string what) => Eventually.IsTrueAsync(
        () =>
        {
            // The watcher looks every two seconds and believes what it has seen twice.
            _time.Advance(TimeSpan.FromSeconds(2));
            return condition();
        },
        what);

    private async Task<string[]> ModelsAsync() =>
        [.. (await Gateway.SendAsync(Call.Get("/v1/models"))).Json.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()!)];

    private async Task<string?> TenantAsync() =>
        (await Gateway.SendAsync(Call.Get("/v1/analytics/usage", TestKeys.Beta))).Json.GetProperty("tenant_id").GetString();

    private async Task<JsonElement> ConfigurationHealthAsync() =>
        (await Gateway.SendAsync(Call.Get("/health/detailed", TestKeys.Admin))).Json.GetProperty("configuration");
}

public sealed class SelfHostReloadTests : ReloadTests
{
    private protected override GatewayUnderTest Create(TimeProvider time) => new SelfHostGateway(time);
}

public sealed class FunctionAppReloadTests : ReloadTests
{
    private protected override GatewayUnderTest Create(TimeProvider time) => new FunctionAppGateway(time);
}
