using System.Text;
using System.Text.Json;
using Tollgate.Analytics;
using Tollgate.Tests.Settlement;
using static Tollgate.Tests.Analytics.UsageOperation;

namespace Tollgate.Tests.Analytics;

public sealed class UsageQueryTests
{
    private static readonly DateOnly Friday = new(2026, 11, 20);

    [Fact]
    public async Task Query_SeveralDays_MergesAndSortsByCost()
    {
        var report = await QueryAsync(days: 3, user: null);

        Assert.Equal(11, report.GetProperty("totals").GetProperty("requests").GetInt64());
        Assert.Equal(["2026-11-18", "2026-11-19", "2026-11-20"], Names(report, "days", "date"));
        Assert.Equal(["bob", "ann", null], Names(report, "users", "user_id"));
        Assert.Equal(["gpt"], Names(report, "models", "model"));
        Assert.Equal(["demo"], Names(report, "providers", "provider"));
        Assert.Equal([200, 503], report.GetProperty("statuses").EnumerateArray().Select(status => status.GetProperty("status").GetInt32()));
        Assert.Equal("acme", report.GetProperty("tenant_id").GetString());
        Assert.False(report.TryGetProperty("user_id", out _));
    }

    [Fact]
    public async Task Query_UpToAWeek_ShowsTheHoursThatHadRequests()
    {
        var report = await QueryAsync(days: 3, user: null);

        var hours = report.GetProperty("days").EnumerateArray().Select(day => day.GetProperty("hours").EnumerateArray().ToArray()).ToArray();
        Assert.Empty(hours[1]);
        Assert.Equal([3, 12], hours[2].Select(hour => hour.GetProperty("hour").GetInt32()));
        Assert.Equal(2, hours[2][0].GetProperty("requests").GetInt64());
    }

    [Fact]
    public async Task Query_MoreThanAWeek_ShowsNoHours()
    {
        var report = await QueryAsync(days: 92, user: null);

        Assert.Equal(92, report.GetProperty("days").GetArrayLength());
        Assert.All(report.GetProperty("days").EnumerateArray(), day => Assert.False(day.TryGetProperty("hours", out _)));
    }

    [Fact]
    public async Task Query_OneUser_ShowsTotalsAndDaysAndNoSplit()
    {
        var report = await QueryAsync(days: 3, user: "ann");

        Assert.Equal("ann", report.GetProperty("user_id").GetString());
        Assert.True(report.GetProperty("complete").GetBoolean());
        Assert.Equal(3, report.GetProperty("totals").GetProperty("requests").GetInt64());
        Assert.Equal([1, 0, 2], report.GetProperty("days").EnumerateArray().Select(day => day.GetProperty("requests").GetInt64()));
        Assert.All(["users", "models", "providers", "statuses"], member => Assert.False(report.TryGetProperty(member, out _)));
    }

    [Fact]
    public async Task Query_UserOnADayWithATail_SaysThatItMayBeIncomplete()
    {
        var client = CreateClient();
        await client.SignalAsync(UsageState.KeyFor("acme", Friday), Add("z", 1, Row(user: UsageName.Other)), default);

        var report = await new UsageQuery(client).QueryAsync("acme", new UsageRange(Friday, Friday), "ann", default);

        Assert.False(report.IsComplete);
    }

    [Fact]
    public async Task Query_NothingRecorded_IsAllZeros()
    {
        var report = await new UsageQuery(new ScriptedEntityClient()).QueryAsync("nobody", new UsageRange(Friday, Friday), null, default);

        Assert.Equal(default, report.Totals);
        Assert.Equal("0", Write(report).GetProperty("totals").GetProperty("average_duration_ms").GetRawText());
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "0.000000001")]
    [InlineData(1_500_000_000, "1.5")]
    [InlineData(long.MaxValue, "9223372036.854775807")]
    public async Task Write_AnyCost_IsAPlainDecimal(long nanos, string expected)
    {
        var client = new ScriptedEntityClient();
        await client.SignalAsync(UsageState.KeyFor("acme", Friday), Add("a", 1, Row(cost: nanos)), default);

        var report = await new UsageQuery(client).QueryAsync("acme", new UsageRange(Friday, Friday), null, default);

        Assert.Equal(expected, Write(report).GetProperty("totals").GetProperty("cost_usd").GetRawText());
    }

    [Fact]
    public async Task Write_Totals_HaveTheNamesThatClientsKnow()
    {
        var client = new ScriptedEntityClient();
        var totals = new UsageTotals
        {
            Requests = 4,
            Errors = 1,
            Estimated = 2,
            Attempts = 5,
            Input = 100,
            CachedInput = 40,
            Output = 30,
            Reasoning = 10,
            CostNanoUsd = 2_000,
            DurationMs = 1_001,
        };
        await client.SignalAsync(UsageState.KeyFor("acme", Friday), Add("a", 1, Row() with { Totals = totals }), default);

        var report = await new UsageQuery(client).QueryAsync("acme", new UsageRange(Friday, Friday), null, default);

        Assert.Equal(
            """{"requests":4,"errors":1,"estimated":2,"attempts":5,"input_tokens":100,"cached_tokens":40,"output_tokens":30,"reasoning_tokens":10,"total_tokens":130,"cost_usd":0.000002,"average_duration_ms":250}""",
            Write(report).GetProperty("totals").GetRawText());
    }

    private static async Task<JsonElement> QueryAsync(int days, string? user)
    {
        var range = new UsageRange(Friday.AddDays(1 - days), Friday);
        return Write(await new UsageQuery(CreateClient()).QueryAsync("acme", range, user, CancellationToken.None));
    }

    private static ScriptedEntityClient CreateClient()
    {
        var client = new ScriptedEntityClient();
        client.Commit(UsageState.KeyFor("acme", Friday.AddDays(-2)), Add("a", 1, Row(user: "ann"), Row(user: "bob", cost: 500, requests: 6)));
        client.Commit(UsageState.KeyFor("acme", Friday), Add("a", 1, Row(hour: 12, user: null, cost: 0, status: 503, requests: 2)));
        client.Commit(UsageState.KeyFor("acme", Friday), Add("a", 2, Row(hour: 3, user: "ann", requests: 2)));
        client.Commit(UsageState.KeyFor("other", Friday), Add("a", 1, Row(requests: 1000)));
        return client;
    }

    private static JsonElement Write(UsageReport report)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            UsageReportWriter.Write(json, report);
        }

        return JsonDocument.Parse(Encoding.UTF8.GetString(stream.ToArray())).RootElement;
    }

    private static IEnumerable<string?> Names(JsonElement report, string list, string member) =>
        report.GetProperty(list).EnumerateArray().Select(entry => entry.GetProperty(member).GetString());
}
