using System.Security.Cryptography;

namespace Tollgate.State;

/// <summary>Ids that nobody can guess.</summary>
internal sealed class RandomIdSource : IIdSource
{
    public string Next() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
