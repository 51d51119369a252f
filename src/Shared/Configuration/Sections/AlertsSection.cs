using Tollgate.Configuration.Reading;
using Tollgate.Quotas.Alerts;

namespace Tollgate.Configuration.Sections;

/// <summary>Reads <c>alerts</c>: where budget alerts are posted besides the log and the metrics.</summary>
internal static class AlertsSection
{
    public static AlertOptions Read(ConfigurationSection section)
    {
        var webhook = section.Section("webhook");
        var url = webhook.Text("url");
        var secret = webhook.Secret("secret");
        if (webhook.IsEmpty)
        {
            return new AlertOptions();
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            webhook.Error("url", "must be an absolute http or https address");
        }

        if (!WebhookSecret.TryParse(secret, out var key))
        {
            webhook.Error("secret", $"{WebhookSecret.Rule}; keep it in the environment: \"${{ALERT_WEBHOOK_SECRET}}\", or in a vault: \"keyvault://alert-webhook\"");
        }

        return address is null || key is null ? new AlertOptions() : new AlertOptions { Webhook = new AlertWebhook(address, key) };
    }
}
