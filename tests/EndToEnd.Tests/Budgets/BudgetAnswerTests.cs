using System.Globalization;
using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Budgets;

/// <summary>What a client is told of its limits, in both homes.</summary>
public abstract class BudgetAnswerTests : IAsyncLifetime
{
    private const string LongText = "Tell me all that you know about rivers and about the sea, and leave nothing out of it";

    private readonly List<GatewayUnderTest> _gateways = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Task.WhenAll(_gateways.Select(gateway => gateway.DisposeAsync()));

    [Fact]
    public async Task Success_UnderABudget_TellsWhatIsLeft()
    {
        var gateway = await StartAsync("\"budget\": { \"daily\": 1 }");

        var reply = await gateway.SendAsync(Chat(maxTokens: 10));

        Assert.Equal(200, reply.Status);
        Assert.InRange(decimal.Parse(reply.Headers["x-tollgate-budget-remaining-usd"], CultureInfo.InvariantCulture), 0.98m, 1);
        Assert.False(reply.Headers.ContainsKey("x-tollgate-max-tokens-clamped"));
    }

    [Fact]
    public async Task Budget_ThatIsSpent_IsInsufficientQuotaAndNotToBeRetried()
    {
        var gateway = await StartAsync("\"budget\": { \"daily\": 0.01 }");
        Assert.Equal(200, (await gateway.SendAsync(Chat(maxTokens: 10))).Status);

        var reply = await gateway.SendAsync(Chat(maxTokens: 10));

        Envelope.Check(reply, 429, "insufficient_quota", "insufficient_quota");
        Assert.Equal("false", reply.Headers["x-should-retry"]);
        Assert.Equal("0", reply.Headers["x-tollgate-budget-remaining-usd"]);
        Assert.InRange(int.Parse(reply.Headers["retry-after"], CultureInfo.InvariantCulture), 1, 86_400);
        Assert.Equal("0", reply.Headers["x-tollgate-attempts"]);
        Assert.Single(gateway.Simulator.Requests);
    }

    [Fact]
    public async Task Budget_ThatIsSpent_RefusesItsTenantsRequestsAndNothingElse()
    {
        var gateway = await StartAsync("\"budget\": { \"daily\": 0.01 }");
        Assert.Equal(200, (await gateway.SendAsync(Chat(maxTokens: 10))).Status);

        Assert.Equal(429, (await gateway.SendAsync(Chat(maxTokens: 10))).Status);
        Assert.Equal(200, (await gateway.SendAsync(Call.Get("/v1/models"))).Status);
        Assert.Equal(200, (await gateway.SendAsync(new Call { Text = Ask.Body("Hi", "chat", ("max_tokens", 10)), Key = TestKeys.Beta })).Status);
    }

    [Fact]
    public async Task Budget_TooSmallForTheWholeAnswer_ShortensIt()
    {
        var gateway = await StartAsync("\"budget\": { \"daily\": 0.02 }");

        var reply = await gateway.SendAsync(Chat(maxTokens: 500));

        Assert.Equal(200, reply.Status);
        Assert.Equal("20", reply.Headers["x-tollgate-max-tokens-clamped"]);
        Assert.Equal(20, gateway.Simulator.Requests[0].ReadJson().GetProperty("max_tokens").GetInt32());
        Assert.Equal("length", reply.Json.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.Equal(0.02m, reply.Cost);
    }

    [Fact]
    public async Task Rate_ThatIsReached_IsToldAsOpenAIDoes()
    {
        var gateway = await StartAsync("\"rateLimit\": { \"capacity\": 2, \"refillRate\": 0.001 }");
        var first = await gateway.SendAsync(Chat(maxTokens: 10));
        await gateway.SendAsync(Chat(maxTokens: 10));

        var reply = await gateway.SendAsync(Chat(maxTokens: 10));

        Assert.Equal("2", first.Headers["x-ratelimit-limit-requests"]);
        Assert.Equal("1", first.Headers["x-ratelimit-remaining-requests"]);
        Envelope.Check(reply, 429, "requests", "rate_limit_exceeded");
        Assert.Equal("0", reply.Headers["x-ratelimit-remaining-requests"]);
        Assert.InRange(int.Parse(reply.Headers["retry-after"], CultureInfo.InvariantCulture), 1, 1000);
    }

    [Fact]
    public async Task Limit_OfTheProvider_RefusesAndGivesTheCallersPartBack()
    {
        var gateway = await StartAsync("\"budget\": { \"daily\": 0.03 }", "\"rateLimit\": { \"capacity\": 1, \"refillRate\": 0.001 }");
        Assert.Equal(200, (await gateway.SendAsync(Chat(maxTokens: 10))).Status);

        for (var i = 0; i < 4; i++)
        {
            Envelope.Check(await gateway.SendAsync(Chat(maxTokens: 10)), 429, "requests", "provider_rate_limit_exceeded");
        }

        Assert.Single(gateway.Simulator.Requests);
    }

    [Fact]
    public async Task Parameter_WithoutAPrice_IsRefusedUnderABudgetAndHoldsNothing()
    {
        var gateway = await StartAsync("\"budget\": { \"daily\": 0.01 }");

        Envelope.Check(
            await gateway.SendAsync(new Call { Text = Ask.Body("Hi", "chat", ("web_search_options", new System.Text.Json.Nodes.JsonObject())) }),
            400, "invalid_request_error", "unpriced_parameter", "web_search_options");
        Assert.Equal(200, (await gateway.SendAsync(Chat(maxTokens: 10))).Status);
    }

    [Fact]
    public async Task Budgets_OfTheTenant_AreListedAndOfAllForAnAdmin()
    {
        var gateway = await StartAsync("\"budget\": { \"daily\": 1 }");
        await gateway.SendAsync(Chat(maxTokens: 10));

        var own = (await gateway.SendAsync(Call.Get("/v1/budgets"))).Json.GetProperty("data").EnumerateArray().ToList();
        var all = (await gateway.SendAsync(Call.Get("/v1/admin/budgets", TestKeys.Admin))).Json.GetProperty("data").EnumerateArray().ToList();

        var day = own.Single(budget => budget.GetProperty("window").GetString() == "day");
        Assert.Equal("alpha", day.GetProperty("subject").GetString());
        Assert.Equal(1m, day.GetProperty("limit").GetDecimal());
        Assert.True(day.GetProperty("spent").GetDecimal() + day.GetProperty("reserved").GetDecimal() >= 0.01m);
        Assert.Equal(
            1m, day.GetProperty("spent").GetDecimal() + day.GetProperty("reserved").GetDecimal() + day.GetProperty("remaining").GetDecimal());
        Assert.Contains(all, budget => budget.GetProperty("subject").GetString() == "beta");
        Envelope.Check(await gateway.SendAsync(Call.Get("/v1/admin/budgets")), 403, "permission_error", "admin_required");
    }

    [Fact]
    public async Task Budgets_OfTheCallingUser_AreListedBesideItsTenants()
    {
        var gateway = Create(configuration => BudgetConfiguration.With("\"budget\": { \"daily\": 1 }")(configuration).Replace(
            "\"server\":", "\"costControls\": { \"dailyLimits\": { \"perUser\": 0.5 } }, \"server\":", StringComparison.Ordinal));
        _gateways.Add(gateway);
        await gateway.InitializeAsync();

        var ofKey = await UserBudgetsAsync(gateway, Call.Get("/v1/budgets", TestKeys.AlphaAda));
        var ofParameter = await UserBudgetsAsync(gateway, Call.Get("/v1/budgets?user_id=bob"));

        Assert.Equal(("ada", 0.5m), (ofKey.GetProperty("subject").GetString(), ofKey.GetProperty("remaining").GetDecimal()));
        Assert.Equal("bob", ofParameter.GetProperty("subject").GetString());
    }

    [Fact]
    public async Task Budgets_OfManyTenants_ComeInPages()
    {
        var gateway = await StartAsync("\"budget\": { \"daily\": 1 }");
        var tenants = new List<string?>();
        var path = "/v1/admin/budgets?limit=2";
        for (var hasMore = true; hasMore;)
        {
            var page = (await gateway.SendAsync(Call.Get(path, TestKeys.Admin))).Json;
            tenants.AddRange(page.GetProperty("data").EnumerateArray().Select(budget => budget.GetProperty("subject").GetString()).Distinct());
            hasMore = page.GetProperty("has_more").GetBoolean();
            path = $"/v1/admin/budgets?limit=2&after={page.GetProperty("last_id").GetString()}";
        }

        Assert.Equal(["alpha", "beta", "ops", "strict"], tenants);
        Envelope.Check(
            await gateway.SendAsync(Call.Get("/v1/admin/budgets?limit=0", TestKeys.Admin)), 400, "invalid_request_error", "invalid_value", "limit");
    }

    private static async Task<System.Text.Json.JsonElement> UserBudgetsAsync(GatewayUnderTest gateway, Call call) =>
        (await gateway.SendAsync(call)).Json.GetProperty("data").EnumerateArray().Single(budget => budget.GetProperty("scope").GetString() == "user");

    private protected abstract GatewayUnderTest Create(Func<string, string> configure);

    private async Task<GatewayUnderTest> StartAsync(string limits, string? providerLimits = null)
    {
        var gateway = Create(BudgetConfiguration.With(limits, providerLimits));
        _gateways.Add(gateway);
        await gateway.InitializeAsync();
        return gateway;
    }

    private static Call Chat(int maxTokens) => new() { Text = Ask.Body(LongText, "chat", ("max_tokens", maxTokens)) };
}

public sealed class SelfHostBudgetAnswerTests : BudgetAnswerTests
{
    private protected override GatewayUnderTest Create(Func<string, string> configure) => new SelfHostGateway { Configure = configure };
}

public sealed class FunctionAppBudgetAnswerTests : BudgetAnswerTests
{
    private protected override GatewayUnderTest Create(Func<string, string> configure) => new FunctionAppGateway { Configure = configure };
}
