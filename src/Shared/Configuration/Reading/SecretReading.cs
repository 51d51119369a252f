using Tollgate.Secrets;

namespace Tollgate.Configuration.Reading;

/// <summary>The references to a vault that one pass finds, and what they stand for.</summary>
internal sealed class SecretReading
{
    private readonly HashSet<VaultSecret> _used = [];
    private KeyVaultOptions? _vault;
    private ISecretSource _source = UnaskedSecrets.Instance;

    public IReadOnlyCollection<VaultSecret> Used => _used;

    /// <summary>Where the references that follow are looked up; null: nowhere.</summary>
    public void LookUpIn(KeyVaultOptions? vault, ISecretSource source)
    {
        _vault = vault;
        _source = source;
    }

    /// <summary>
    /// What a reference stands for, any other text as it is, or null with <paramref name="problem"/> saying what to do: a reference
    /// that stands for nothing must never pass for a secret, as anyone can guess it.
    /// </summary>
    public string? Resolve(string text, out string? problem)
    {
        problem = null;
        if (!SecretReference.IsMeantBy(text))
        {
            return text;
        }

        if (SecretReference.Parse(text) is not { } reference)
        {
            problem = SecretReference.Rule;
            return null;
        }

        if (_vault is null)
        {
            problem = $"refers to {reference}, and no vault is configured; set keyVault.vaultUrl or KEY_VAULT_URL";
            return null;
        }

        _used.Add(new VaultSecret(_vault.Address, reference));
        var answer = _source.Find(_vault.Address, reference);
        problem = answer.Problem is { } why ? $"refers to {reference}, which {why}" : null;
        return answer.Value;
    }
}
