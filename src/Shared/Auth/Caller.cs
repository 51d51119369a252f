namespace Tollgate.Auth;

/// <summary>Who is calling: a tenant by one of its keys.</summary>
/// <param name="Tenant">Who pays.</param>
/// <param name="Key">The key presented.</param>
/// <param name="User">Whom limits and roll-ups are kept by; null when nobody said.</param>
internal sealed record Caller(Tenant Tenant, ApiKey Key, string? User);
