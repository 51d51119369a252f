using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tollgate.Auth;
using Tollgate.SelfHost.State;

namespace Tollgate.SelfHost.Demo;

/// <summary>
/// The tenant of a first start, with one admin key, in a file of the state directory. Only the key's hash is kept, so the key can
/// be shown just once; deleting the file makes a new one at the next start.
/// </summary>
internal sealed class DemoTenantFile(string stateDirectory)
{
    private const string TenantId = "demo";

    private readonly string _path = Path.Combine(stateDirectory, "demo-tenant.json");

    /// <summary>The key made by this process; null when the tenant was there already.</summary>
    public string? NewKey { get; private set; }

    /// <exception cref="IOException">The file is not readable as what it should be.</exception>
    public Tenant ReadOrCreate()
    {
        if (File.Exists(_path))
        {
            return Read();
        }

        // 256 random bits: nothing to guess, so a plain hash is enough.
        var key = "tg-demo-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        var json = JsonSerializer.SerializeToUtf8Bytes(new DemoTenant(TenantId, Convert.ToHexStringLower(hash)));
        using (var file = OwnerOnly.OpenFile(_path, FileMode.CreateNew, FileShare.None))
        {
            file.Write(json);
            file.Flush(flushToDisk: true);
        }

        NewKey = key;
        return TenantOf(TenantId, hash);
    }

    private Tenant Read()
    {
        try
        {
            var stored = JsonSerializer.Deserialize<DemoTenant>(File.ReadAllBytes(_path)) ?? throw new JsonException("empty");
            var hash = Convert.FromHexString(stored.Sha256);
            return hash.Length == SHA256.HashSizeInBytes ? TenantOf(stored.Tenant, hash) : throw new FormatException("wrong length");
        }
        catch (Exception damaged) when (damaged is JsonException or FormatException)
        {
            throw new IOException($"'{_path}' is damaged. Delete it: the next start makes a new demo key.", damaged);
        }
    }

    private static Tenant TenantOf(string id, byte[] hash) => new()
    {
        Id = id,
        Name = "Demo",
        ApiKeys = [new ApiKey { Id = "demo", Sha256 = ImmutableArray.Create(hash), IsAdmin = true }],
    };

    private sealed record DemoTenant(string Tenant, string Sha256);
}
