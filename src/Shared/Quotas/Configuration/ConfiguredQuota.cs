namespace Tollgate.Quotas.Configuration;

/// <summary>A definition and where its limit stands in the configuration.</summary>
internal sealed record ConfiguredQuota(QuotaDefinition Definition, string Path);
