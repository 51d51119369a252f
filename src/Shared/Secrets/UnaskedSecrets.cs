using System.Security.Cryptography;

namespace Tollgate.Secrets;

/// <summary>
/// Asks no vault: for a look at the rest of a configuration. Each secret is a random text that fits wherever a secret may be
/// written, so that a gateway which would serve with it lets nobody in and is let in nowhere.
/// </summary>
internal sealed class UnaskedSecrets : ISecretSource
{
    private const int Bytes = 32;

    public static UnaskedSecrets Instance { get; } = new();

    public long Revision => 0;

    public SecretAnswer Find(Uri vault, SecretReference reference) =>
        SecretAnswer.Found("whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)));
}
