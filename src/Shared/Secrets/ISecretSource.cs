namespace Tollgate.Secrets;

/// <summary>Where a configuration's references to a vault are looked up.</summary>
internal interface ISecretSource
{
    /// <summary>Grows whenever a secret that was looked up has another value: the configuration is to be read anew.</summary>
    long Revision { get; }

    /// <summary>The value known last, or else the vault's answer. May wait for the vault.</summary>
    SecretAnswer Find(Uri vault, SecretReference reference);
}
