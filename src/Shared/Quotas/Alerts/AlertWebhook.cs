namespace Tollgate.Quotas.Alerts;

/// <summary>Where alerts are posted, and what signs them.</summary>
/// <param name="Url">Absolute, http or https. May contain a secret: it is never logged beyond its host.</param>
/// <param name="Secret">Shared with the receiver.</param>
internal sealed record AlertWebhook(Uri Url, WebhookSecret Secret)
{
    public override string ToString() => Url.Authority;
}
