namespace Tollgate.Secrets;

/// <summary>One secret of one vault.</summary>
internal sealed record VaultSecret(Uri Vault, SecretReference Reference);
