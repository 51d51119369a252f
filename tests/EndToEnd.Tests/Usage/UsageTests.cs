using System.Text.Json;
using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Usage;

public abstract class UsageTests : FreshGateway
{
    [Fact]
    public async Task Usage_AfterAllKindsOfRequests_AgreesWithTheUpstreamAndTheCostHeaders()
    {
        var replies = new List<Reply>();
        foreach (var call in Mixture)
        {
            replies.Add(await Gateway.SendAsync(call));
        }

        var report = await Gateway.UsageAsync(TestKeys.Alpha);
        var totals = UsageFigures.Read(report.GetProperty("totals"));
        Assert.Equal(Gateway.Simulator.BilledUsage, totals.Billed);
        Assert.Equal(replies.Sum(reply => reply.Cost), totals.Cost);
        Assert.Equal(replies.Count, totals.Requests);
        Assert.Equal(replies.Count(reply => reply.Status >= 400), totals.Errors);
    }

    [Fact]
    public async Task Usage_SeenFromEverySide_AddsUpToTheTotals()
    {
        foreach (var call in Mixture)
        {
            await Gateway.SendAsync(call);
        }

        var report = await Gateway.UsageAsync(TestKeys.Alpha);
        var totals = UsageFigures.Read(report.GetProperty("totals"));
        foreach (var side in new[] { "users", "models", "providers", "statuses", "days" })
        {
            Assert.Equal(totals, Sum(report.GetProperty(side).EnumerateArray().Select(UsageFigures.Read)));
        }

        var hours = report.GetProperty("days").EnumerateArray().SelectMany(day => day.GetProperty("hours").EnumerateArray());
        Assert.Equal(totals, Sum(hours.Select(UsageFigures.Read)));
        Assert.Equal(["chat", "embed", "instruct"], Names(report, "models", "model"));
        Assert.Equal(["bob", "carol"], Names(report, "users", "user_id"));
        Assert.Equal(["simulator"], Names(report, "providers", "provider"));
        Assert.Equal(
            [200, 400, 404, 503],
            report.GetProperty("statuses").EnumerateArray().Select(share => share.GetProperty("status").GetInt32()).Order());
    }

    [Fact]
    public async Task Usage_OfAnotherTenant_IsForAdminsAlone()
    {
        await Gateway.SendAsync(Ask.Whole("Hi", "demo"));

        var own = await Gateway.UsageAsync(TestKeys.Alpha, "&tenant_id=alpha");
        Assert.Equal(1, UsageFigures.Read(own.GetProperty("totals")).Requests);
        var foreign = await Gateway.SendAsync(Call.Get("/v1/analytics/usage?tenant_id=alpha", TestKeys.Beta));
        Envelope.Check(foreign, 403, "permission_error", "admin_required", "tenant_id");
        var admins = await Gateway.UsageAsync(TestKeys.Admin, "&tenant_id=alpha");
        Assert.Equal("alpha", admins.GetProperty("tenant_id").GetString());
        Assert.Equal(1, UsageFigures.Read(admins.GetProperty("totals")).Requests);
        Assert.Equal(0, UsageFigures.Read((await Gateway.UsageAsync(TestKeys.Beta)).GetProperty("totals")).Requests);
    }

    [Fact]
    public async Task Usage_OfRequestsRefusedAtTheDoor_IsNone()
    {
        await Gateway.SendAsync(Ask.Whole("Hi") with { Key = null });
        await Gateway.SendAsync(Call.Post("/v1/chat/completions", "{}"));
        await Gateway.SendAsync(Call.Get("/v1/models"));

        Assert.Equal(0, UsageFigures.Read((await Gateway.UsageAsync(TestKeys.Alpha)).GetProperty("totals")).Requests);
    }

    [Fact]
    public async Task Usage_OfManyRequestsAtOnce_LosesNone()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 200).Select(i =>
            Gateway.SendAsync((i % 2 == 0 ? Ask.Whole($"Hi {i}") : Ask.Stream($"Hi {i}")) with { User = $"user-{i % 7}" })));

        var totals = UsageFigures.Read((await Gateway.UsageAsync(TestKeys.Alpha)).GetProperty("totals"));
        Assert.Equal(200, totals.Requests);
        Assert.Equal(Gateway.Simulator.BilledUsage, totals.Billed);
        Assert.Equal(replies.Sum(reply => reply.Cost), totals.Cost);
    }

    /// <summary>Whole, streamed, cached, refused, failing; two users and three models.</summary>
    private static IEnumerable<Call> Mixture =>
    [
        Ask.Whole("One") with { User = "bob" },
        Ask.Stream("Two") with { User = "bob" },
        Ask.Stream("Three", includeUsage: true) with { User = "carol" },
        Ask.Whole("Four [simulate: cached-6, tokens-9]") with { User = "carol" },
        Ask.Whole("Five [simulate: reasoning-30]") with { User = "carol" },
        Call.Post("/v1/completions", """{"model":"instruct","prompt":"Six","max_tokens":7}""") with { User = "bob" },
        Call.Post("/v1/completions", """{"model":"chat","prompt":"Seven","stream":true}""") with { User = "bob" },
        Call.Post("/v1/embeddings", """{"model":"embed","input":["Eight","Nine"]}""") with { User = "carol" },
        Ask.Whole("Ten [simulate: status-400]") with { User = "bob" },
        Ask.Whole("Eleven [simulate: status-404]") with { User = "bob" },
        Ask.Stream("Twelve [simulate: status-503]") with { User = "carol" },
    ];

    private static UsageFigures Sum(IEnumerable<UsageFigures> figures) => figures.Aggregate((left, right) => new UsageFigures
    {
        Requests = left.Requests + right.Requests,
        Errors = left.Errors + right.Errors,
        Input = left.Input + right.Input,
        Cached = left.Cached + right.Cached,
        Output = left.Output + right.Output,
        Reasoning = left.Reasoning + right.Reasoning,
        Cost = left.Cost + right.Cost,
    });

    private static IEnumerable<string?> Names(JsonElement report, string side, string member) =>
        report.GetProperty(side).EnumerateArray().Select(share => share.GetProperty(member).GetString()).Order();
}

public sealed class SelfHostUsageTests : UsageTests
{
    private protected override GatewayUnderTest Create() => new SelfHostGateway();
}

public sealed class FunctionAppUsageTests : UsageTests
{
    private protected override GatewayUnderTest Create() => new FunctionAppGateway();
}
