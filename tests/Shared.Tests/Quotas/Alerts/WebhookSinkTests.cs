using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Tollgate.Quotas;
using Tollgate.Quotas.Accounts;
using Tollgate.Quotas.Alerts;
using Tollgate.State;
using Tollgate.Testing;
using Tollgate.Tests.Quotas.Accounts;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Quotas.Alerts;

public sealed class WebhookSinkTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private readonly ManualTimeProvider _time = new();
    private readonly List<ReceivedWebhook> _received = [];
    private readonly ListLog<AlertDelivery> _log = new();

    [Fact]
    public async Task TellAsync_ReceiverListens_GetsTheAlertSigned()
    {
        await using var receiver = await ReceiveAsync(204);
        using var sink = Create(receiver.BaseUrl);

        var answer = await sink.TellAsync(Alert(AccountKeys.Tenant("acme ö/1"), QuotaScope.Tenant), default);

        Assert.Equal(SinkOutcome.Delivered, answer.Outcome);
        var webhook = Assert.Single(_received);
        Assert.Equal(("POST", "application/json"), (webhook.Method, webhook.ContentType));
        Assert.True(webhook.IsSignedWith(Secret));
        Assert.Equal(_time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), webhook.Timestamp);
        Assert.Equal(webhook.Id, webhook.Json.GetProperty("id").GetString());
        var body = JsonNode.Parse(webhook.Body)!.AsObject();
        Assert.True(body.Remove("id"));
        var expected = JsonNode.Parse("""
            {
              "type": "budget.threshold", "tenant": "acme ö/1", "scope": "tenant", "quota": "usd/day", "threshold": 80, "reason": "spent",
              "limit_usd": 1.5, "spent_usd": 1.2, "window_start": "2030-01-01T00:00:00Z", "window_end": "2030-01-02T00:00:00Z",
              "created_at": "2030-01-01T12:00:00Z"
            }
            """);
        Assert.True(JsonNode.DeepEquals(expected, body), webhook.Body);
    }

    [Theory]
    [InlineData(QuotaScope.Total, "total", null, null, null)]
    [InlineData(QuotaScope.User, "user", "acme", "ann", null)]
    [InlineData(QuotaScope.Deployment, "deployment", null, null, "azure/gpt")]
    public async Task TellAsync_OtherScopes_SaysWhoseBudgetItIs(QuotaScope scope, string name, string? tenant, string? user, string? deployment)
    {
        await using var receiver = await ReceiveAsync(200);
        using var sink = Create(receiver.BaseUrl);
        var account = user is not null ? AccountKeys.User(tenant!, user) : deployment is not null ? AccountKeys.Deployment(deployment) : AccountKeys.Total;

        await sink.TellAsync(Alert(account, scope), default);

        var json = Assert.Single(_received).Json;
        Assert.Equal(name, json.GetProperty("scope").GetString());
        Assert.Equal(tenant, json.GetProperty("tenant").GetString());
        Assert.Equal(user, json.TryGetProperty("user", out var value) ? value.GetString() : null);
        Assert.Equal(deployment, json.TryGetProperty("deployment", out value) ? value.GetString() : null);
    }

    [Theory]
    [InlineData(200, SinkOutcome.Delivered)]
    [InlineData(408, SinkOutcome.TryAgain)]
    [InlineData(429, SinkOutcome.TryAgain)]
    [InlineData(500, SinkOutcome.TryAgain)]
    [InlineData(503, SinkOutcome.TryAgain)]
    [InlineData(400, SinkOutcome.Refused)]
    [InlineData(401, SinkOutcome.Refused)]
    [InlineData(410, SinkOutcome.Refused)]
    public async Task TellAsync_AnyStatus_IsJudgedByWhetherRepeatingHelps(int status, object outcome)
    {
        await using var receiver = await ReceiveAsync(status);
        using var sink = Create(receiver.BaseUrl);

        Assert.Equal(outcome, (await sink.TellAsync(Alert(), default)).Outcome);
    }

    [Fact]
    public async Task TellAsync_Redirect_IsNotFollowed()
    {
        await using var receiver = await LoopbackUpstream.StartAsync(async http =>
        {
            _received.Add(await ReceivedWebhook.ReadAsync(http.Request));
            http.Response.Redirect("/elsewhere", permanent: false, preserveMethod: true);
        });
        using var sink = Create(receiver.BaseUrl);

        Assert.Equal(SinkOutcome.Refused, (await sink.TellAsync(Alert(), default)).Outcome);
        Assert.Single(_received);
    }

    [Fact]
    public async Task TellAsync_NobodyListens_IsToBeTriedAgainAndShowsNoPath()
    {
        var receiver = await ReceiveAsync(200);
        var gone = receiver.BaseUrl;
        await receiver.DisposeAsync();
        using var sink = Create(new Uri(gone, "/s3cret"));

        var answer = await sink.TellAsync(Alert(), default);

        Assert.Equal(SinkOutcome.TryAgain, answer.Outcome);
        Assert.DoesNotContain("s3cret", answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TellAsync_ReceiverNeverAnswers_IsGivenTenSeconds()
    {
        var arrived = new TaskCompletionSource();
        await using var receiver = await LoopbackUpstream.StartAsync(async http =>
        {
            arrived.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        using var sink = Create(receiver.BaseUrl);

        var telling = sink.TellAsync(Alert(), default);
        await arrived.Task;
        _time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(telling.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(SinkOutcome.TryAgain, (await telling).Outcome);
    }

    [Fact]
    public async Task TellAsync_NoWebhookConfigured_IsNothingToDo()
    {
        using var sink = new WebhookSink(() => new AlertOptions(), _time);

        Assert.Equal(SinkAnswer.Delivered, await sink.TellAsync(Alert(), default));
    }

    [Fact]
    public async Task DeliverAsync_ReceiverRecovers_HasBeenSentTheSameAlertAgainFreshlySigned()
    {
        await using var receiver = await ReceiveAsync(503, 429, 200);

        await DeliverAsync(receiver.BaseUrl);

        Assert.Equal(3, _received.Count);
        Assert.Single(_received.Select(webhook => (webhook.Id, webhook.Body)).Distinct());
        Assert.Equal(3, _received.Select(webhook => webhook.Timestamp).Distinct().Count());
        Assert.All(_received, webhook => Assert.True(webhook.IsSignedWith(Secret)));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task DeliverAsync_ReceiverStaysBroken_IsGivenUpAfterAnHourAndSaidOnce()
    {
        await using var receiver = await ReceiveAsync(500);
        var start = _time.GetUtcNow();

        await DeliverAsync(new Uri(receiver.BaseUrl, "/s3cret"));

        Assert.InRange(_time.GetUtcNow() - start, TimeSpan.FromMinutes(55), TimeSpan.FromMinutes(61));
        var (_, id, text) = Assert.Single(_log.Lines);
        Assert.Equal(3402, id);
        Assert.Contains("status 500", text, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", text, StringComparison.Ordinal);
    }

    private static BudgetAlert Alert(EntityKey? account = null, QuotaScope scope = QuotaScope.Tenant)
    {
        var name = new AlertName(account ?? AccountKeys.Tenant("acme"), "usd/day", Account.Ms(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)), 80);
        var state = Spent(scope);
        return BudgetAlert.Find(name, state)!;
    }

    private static AccountState Spent(QuotaScope scope) => new Account()
        .Define(Account.Budget(limit: 1_500_000_000) with { Scope = scope, AlertThresholds = [80] })
        .Acquire("a.1", 1, want: 1_500_000_000)
        .Report("a.1", 2, settled: 1_200_000_000)
        .State;

    private static AlertOptions Options(Uri url) => WebhookSecret.TryParse(Secret, out var secret)
        ? new AlertOptions { Webhook = new AlertWebhook(url, secret) }
        : throw new InvalidOperationException(Secret);

    private WebhookSink Create(Uri url) => new(() => Options(url), _time);

    /// <summary>Answers with each status in turn, and with the last from then on.</summary>
    private Task<LoopbackUpstream> ReceiveAsync(params int[] statuses) => LoopbackUpstream.StartAsync(async http =>
    {
        _received.Add(await ReceivedWebhook.ReadAsync(http.Request));
        http.Response.StatusCode = statuses[Math.Min(_received.Count, statuses.Length) - 1];
    });

    // Without a time-out of the webhook, whatever timer is armed is a pause: time need not pass while a post is under way.
    private async Task DeliverAsync(Uri url)
    {
        var options = Options(url) with { WebhookTimeout = Timeout.InfiniteTimeSpan };
        using var sink = new WebhookSink(() => options, _time);
        var alert = Alert();
        var store = new HeldAccount(Spent(QuotaScope.Tenant), _time);
        var claim = new AlertClaim(alert.Name, store, new Incarnation("me"), options, _time);
        var delivery = new AlertDelivery([sink], () => options, _time, () => 0.5, _log);

        var delivering = delivery.DeliverAsync(alert, claim, default);
        while (!delivering.IsCompleted)
        {
            await Task.WhenAny(delivering, _time.WhenArmedAsync(1));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.True(await delivering);
    }
}
