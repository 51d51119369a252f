namespace Tollgate.Quotas.Ledger;

/// <summary>A user within its tenant.</summary>
internal readonly record struct UserKey(string Tenant, string User);
