namespace Tollgate.Quotas.Alerts;

/// <summary>How this instance tells alerts. When to alert is in the definitions: <see cref="QuotaDefinition.AlertThresholds"/>.</summary>
internal sealed record AlertOptions
{
    /// <summary>Where alerts are posted. Default: null, nowhere; log and metric have them all the same.</summary>
    public AlertWebhook? Webhook { get; init; }

    /// <summary>Instances that see an alert wait up to so long before they claim it, so that few do. Default: 5 s.</summary>
    public TimeSpan ClaimJitter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long after an owner's death another takes over; renewed while the owner lives. More than
    /// <see cref="MaxRetryDelay"/> and <see cref="WebhookTimeout"/> together, at most 15 min. Default: 5 min.
    /// </summary>
    public TimeSpan ClaimTtl { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the store may take to show a claim. Default: 10 s.</summary>
    public TimeSpan StoreTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>When to try again after the store has failed. Default: 30 s.</summary>
    public TimeSpan StoreRetryDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the webhook may take to answer. Default: 10 s.</summary>
    public TimeSpan WebhookTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The pause before the second attempt; each further one is twice as long. Default: 2 s.</summary>
    public TimeSpan FirstRetryDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest pause between two attempts. Default: 2 min.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long after its first attempt an owner gives up. Default: 1 h.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Alerts under way at a time; further ones stay in their accounts and are seen again later. Default: 10,000.</summary>
    public int MaxUnderWay { get; init; } = 10_000;
}
