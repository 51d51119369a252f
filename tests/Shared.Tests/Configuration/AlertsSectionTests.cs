using System.Security.Cryptography;

namespace Tollgate.Tests.Configuration;

public sealed class AlertsSectionTests
{
    [Fact]
    public void Load_Webhook_IsWhereAlertsGo()
    {
        var configuration = TestInputs.LoadValid(
            $$"""{ "alerts": { "webhook": { "url": "https://hooks.example.com/budgets", "secret": "{{Secret(32)}}" } } }""");

        Assert.Equal(new Uri("https://hooks.example.com/budgets"), configuration.Alerts.Webhook?.Url);
        Assert.DoesNotContain(Secret(32), configuration.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NoWebhook_TellsLogAndMetricsOnly() => Assert.Null(TestInputs.LoadValid("{}").Alerts.Webhook);

    [Theory]
    [InlineData("ftp://example.com", 32, "alerts.webhook.url: must be an absolute http or https address")]
    [InlineData("/budgets", 32, "alerts.webhook.url: must be an absolute http or https address")]
    [InlineData("https://example.com", 8, "alerts.webhook.secret: must be 'whsec_' and the base64 of 24 to 64 bytes; keep it in the environment: \"${ALERT_WEBHOOK_SECRET}\", or in a vault: \"keyvault://alert-webhook\"")]
    public void Load_WebhookThatCannotWork_IsRefusedAtItsPath(string url, int secretBytes, string error) =>
        Assert.Equal([error], TestInputs.Errors($$"""{ "alerts": { "webhook": { "url": "{{url}}", "secret": "{{Secret(secretBytes)}}" } } }"""));

    [Fact]
    public void Load_MoneyBudgets_CarryTheThresholds()
    {
        var configuration = TestInputs.LoadValid("""{ "costControls": { "dailyLimits": { "total": 5 }, "alertThresholds": [75, 100] } }""");

        var daily = Assert.Single(configuration.Quotas.Total);
        Assert.Equal([75, 100], daily.AlertThresholds);
    }

    private static string Secret(int bytes) => "whsec_" + Convert.ToBase64String(SHA512.HashData(new byte[bytes]).AsSpan(0, bytes));
}
