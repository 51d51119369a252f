using System.Globalization;
using System.Text.Json;
using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Usage;

public abstract class ExperimentTests : FreshGateway
{
    private const string Header = "x-tollgate-experiment";

    [Fact]
    public async Task Experiment_TwoHundredUsers_StayInTheirArmsWhichTheReportTellsApart()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 200).Select(AskTwiceAsync));

        Assert.All(replies, pair => Assert.Equal(pair[0].Headers[Header], pair[1].Headers[Header]));
        var byArm = replies.SelectMany(pair => pair).ToLookup(reply => reply.Headers[Header]);
        Assert.Equal(["price=control", "price=small"], byArm.Select(arm => arm.Key).Order());
        var report = await Gateway.BookedAsync("/v1/experiments/price", TestKeys.Admin);
        Assert.Equal(400, report.GetProperty("requests").GetInt64());
        var (control, small) = (report.GetProperty("arms")[0], report.GetProperty("arms")[1]);
        AssertAddsUp(byArm["price=control"], control);
        AssertAddsUp(byArm["price=small"], small);
        Assert.Equal(JsonValueKind.Null, control.GetProperty("against_control").ValueKind);
        var cost = small.GetProperty("against_control").GetProperty("cost_usd");
        Assert.True(cost.GetProperty("significant").GetBoolean());
        Assert.InRange(cost.GetProperty("confidence_interval")[1].GetDouble(), -1, -1e-9);
        var errors = small.GetProperty("against_control").GetProperty("error_rate");
        Assert.False(errors.GetProperty("significant").GetBoolean());
        Assert.Contains("Too few", errors.GetProperty("warning").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Experiment_ErrorsOfAnArm_CountForIt()
    {
        var replies = new List<Reply>();
        for (var i = 0; i < 10; i++)
        {
            replies.Add(await Gateway.SendAsync(Ask.Whole(i < 4 ? "[simulate: status-503]" : "Hi") with { User = "bob" }));
        }

        var arm = (await Gateway.BookedAsync("/v1/experiments/price", TestKeys.Admin)).GetProperty("arms").EnumerateArray()
            .Single(arm => replies[0].Headers[Header] == $"price={arm.GetProperty("name").GetString()}");
        Assert.Equal((10, 4), (arm.GetProperty("requests").GetInt64(), arm.GetProperty("errors").GetInt64()));
        Assert.Equal(0.4, arm.GetProperty("error_rate").GetDouble(), 12);
        Assert.Equal(6, arm.GetProperty("latency_ms").GetProperty("count").GetInt64());
    }

    [Fact]
    public async Task Experiment_ArmCannotCallTools_LeavesARequestWithToolsToTheModel()
    {
        const string tools = """ "tools":[{"type":"function","function":{"name":"f"}}] """;
        var arms = new List<string?>();
        for (var i = 0; i < 20; i++)
        {
            var body = $$"""{"model":"chat","user":"user-{{i}}","messages":[{"role":"user","content":"Hi"}],{{tools}}}""";
            var reply = await Gateway.SendAsync(Call.Post("/v1/chat/completions", body));
            Assert.Equal(200, reply.Status);
            Assert.Equal("gpt-4o", reply.Headers["x-tollgate-model"]);
            arms.Add(reply.Headers.GetValueOrDefault(Header));
        }

        Assert.Equal([null, "price=control"], arms.Distinct().Order());
        var report = await Gateway.BookedAsync("/v1/experiments/price", TestKeys.Admin);
        Assert.Equal(arms.Count(arm => arm is not null), report.GetProperty("requests").GetInt64());
    }

    [Fact]
    public async Task Experiment_OfAnotherModel_LeavesARequestAlone() =>
        Assert.False((await Gateway.SendAsync(Ask.Whole("Hi", "demo"))).Headers.ContainsKey(Header));

    [Fact]
    public async Task Experiments_Listed_AreForAdminsAlone()
    {
        var list = await Gateway.BookedAsync("/v1/experiments", TestKeys.Admin);

        Assert.Equal("price", Assert.Single(list.GetProperty("data").EnumerateArray()).GetProperty("name").GetString());
        Envelope.Check(await Gateway.SendAsync(Call.Get("/v1/experiments")), 403, "permission_error", "admin_required", null);
        Envelope.Check(await Gateway.SendAsync(Call.Get("/v1/experiments/price")), 403, "permission_error", "admin_required", null);
    }

    [Fact]
    public async Task Experiment_Unknown_IsNotFound() => Envelope.Check(
        await Gateway.SendAsync(Call.Get("/v1/experiments/other", TestKeys.Admin)), 404, "invalid_request_error", "experiment_not_found", "name");

    private protected static string WithExperiment(string configuration) => configuration.Replace(
        "\"routing\": {",
        """
        "routing": {
            "experiments": {
              "price": {
                "model": "chat",
                "arms": [{ "name": "control", "target": "chat" }, { "name": "small", "target": "acme/small@v1" }]
              }
            },
        """,
        StringComparison.Ordinal);

    private async Task<Reply[]> AskTwiceAsync(int user)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"user-{user}");
        return
        [
            await Gateway.SendAsync(Ask.Whole($"Hello from {name}") with { User = name }),
            await Gateway.SendAsync(Ask.Stream($"Good morning from {name}") with { User = name }),
        ];
    }

    private static void AssertAddsUp(IEnumerable<Reply> replies, JsonElement arm)
    {
        var told = replies.ToList();
        Assert.All(told, reply => Assert.Equal(200, reply.Status));
        Assert.Equal(told.Count, arm.GetProperty("requests").GetInt64());
        Assert.Equal(0, arm.GetProperty("errors").GetInt64());
        Assert.Equal(0, arm.GetProperty("fallbacks").GetInt64());
        Assert.Equal(told.Sum(reply => reply.Cost), arm.GetProperty("cost_usd").GetProperty("total").GetDecimal());
        Assert.Equal(told.Count, arm.GetProperty("latency_ms").GetProperty("count").GetInt64());
    }
}

public sealed class SelfHostExperimentTests : ExperimentTests
{
    private protected override GatewayUnderTest Create() => new SelfHostGateway { Configure = WithExperiment };
}

public sealed class FunctionAppExperimentTests : ExperimentTests
{
    private protected override GatewayUnderTest Create() => new FunctionAppGateway { Configure = WithExperiment };
}
