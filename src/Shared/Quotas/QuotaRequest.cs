namespace Tollgate.Quotas;

/// <summary>What is to be reserved, and from whose quotas. A subject that is null is left out.</summary>
internal readonly record struct QuotaRequest
{
    public string? Tenant { get; private init; }

    /// <summary>The tenant's user.</summary>
    public string? User { get; private init; }

    /// <summary>Id of the tenant's API key.</summary>
    public string? ApiKey { get; private init; }

    public string? Deployment { get; private init; }

    public QuotaAmounts Amounts { get; private init; }

    /// <summary>From the quotas of user, API key, tenant and total.</summary>
    public static QuotaRequest ForCaller(string tenant, string? apiKey, string? user, QuotaAmounts amounts) =>
        new() { Tenant = tenant, ApiKey = apiKey, User = user, Amounts = amounts };

    /// <summary>From the quotas of a provider deployment: once per attempt.</summary>
    public static QuotaRequest ForDeployment(string deployment, QuotaAmounts amounts) =>
        new() { Deployment = deployment, Amounts = amounts };
}
