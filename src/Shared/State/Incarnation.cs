using System.Security.Cryptography;

namespace Tollgate.State;

/// <summary>
/// One life of this process: a name that no other process had or will have, so that what it sends can be told from what
/// its predecessor sent. The platform's instance id would not do: it survives a restart.
/// </summary>
/// <param name="Id">Short, letters and digits only.</param>
internal sealed record Incarnation(string Id)
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>A fresh one of 71 random bits; called once, where the process is put together.</summary>
    public static Incarnation CreateRandom() => new(RandomNumberGenerator.GetString(Alphabet, 12));
}
