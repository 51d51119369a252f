namespace Tollgate.Secrets;

/// <summary>How the vault is doing, as far as it was asked.</summary>
/// <param name="IsConfigured">The configuration has a vault.</param>
/// <param name="Problem">Why its secrets may be out of date; null when they are not.</param>
internal sealed record VaultHealth(bool IsConfigured, string? Problem = null)
{
    public static VaultHealth NotConfigured { get; } = new(IsConfigured: false);
}
