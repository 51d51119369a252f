using Tollgate.Secrets;

namespace Tollgate.Tests.Secrets;

/// <summary>Secrets that a test names, without a vault.</summary>
internal sealed class KnownSecrets(params (string Reference, string Value)[] secrets) : ISecretSource
{
    public long Revision => 0;

    public List<SecretReference> Asked { get; } = [];

    public SecretAnswer Find(Uri vault, SecretReference reference)
    {
        Asked.Add(reference);
        return secrets.FirstOrDefault(secret => secret.Reference == reference.ToString()) is { Value: { } value }
            ? SecretAnswer.Found(value)
            : SecretAnswer.Refused($"does not exist in {vault.Host}");
    }
}
