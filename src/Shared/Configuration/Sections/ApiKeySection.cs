using System.Collections.Immutable;
using System.Security.Cryptography;
using Tollgate.Auth;
using Tollgate.Configuration.Reading;
using Tollgate.Secrets;

namespace Tollgate.Configuration.Sections;

/// <summary>Reads <c>tenants.&lt;id&gt;.apiKeys[]</c>, and sees to it that no two keys are the same.</summary>
internal sealed class ApiKeySection
{
    private const int LongestUser = 256;
    private const string KeyRule =
        "must be a reference such as \"${TEAM_KEY}\" or \"keyvault://team-key\", as no key belongs in this file; "
        + "or give its hash as \"sha256\" (printf %s \"$KEY\" | sha256sum)";

    private readonly HashSet<string> _hashes = new(StringComparer.Ordinal);

    public ApiKey? Read(ConfigurationSection section)
    {
        var id = section.Text("id");
        if (!Identifier.IsValid(id))
        {
            section.Error("id", Identifier.Rule);
        }

        var user = section.Text("user");
        if (user is not null && (user.Length > LongestUser || user.Any(char.IsControl)))
        {
            section.Error("user", $"must be 1 to {LongestUser} characters, none of them a control character");
        }

        var hash = ReadHash(section);
        var key = new ApiKey
        {
            Id = id ?? "",
            Sha256 = hash ?? [],
            User = user,
            SpeaksForUsers = section.Flag("speaksForUsers") ?? false,
            IsAdmin = section.Flag("admin") ?? false,
        };
        if (hash is null)
        {
            return null;
        }

        if (!TryClaim(hash.Value))
        {
            section.Error("is the same key as another one; every key must be one of a kind");
        }

        return key;
    }

    /// <summary>False when another key has this hash already.</summary>
    public bool TryClaim(ImmutableArray<byte> hash) => _hashes.Add(Convert.ToHexString(hash.AsSpan()));

    private static ImmutableArray<byte>? ReadHash(ConfigurationSection section)
    {
        var sha256 = section.Text("sha256");
        var key = section.Find("key");
        switch (sha256, key)
        {
            case (null, null):
                section.Error("sha256", "is missing; give it, or \"key\"");
                return null;
            case (not null, not null):
                section.Error("key", "does not go with sha256; remove one");
                return null;
            case (not null, null):
                return Decode(section, sha256);
            case (null, not null):
                return Hash(key);
        }
    }

    private static ImmutableArray<byte>? Decode(ConfigurationSection section, string sha256)
    {
        if (sha256.Length == SHA256.HashSizeInBytes * 2 && sha256.All(char.IsAsciiHexDigit))
        {
            return [.. Convert.FromHexString(sha256)];
        }

        section.Error("sha256", "must be 64 hexadecimal digits, as printed by: printf %s \"$KEY\" | sha256sum");
        return null;
    }

    private static ImmutableArray<byte>? Hash(ConfigurationValue value)
    {
        if (value.Literal is { } literal && !VariableReference.IsWhole(literal) && !SecretReference.IsMeantBy(literal))
        {
            value.Error(KeyRule);
        }

        if (value.Secret() is not { } key)
        {
            return null;
        }

        if (!PlainKey.IsValid(key))
        {
            value.Error($"refers to a key that cannot be used; it {PlainKey.Rule}");
        }

        return PlainKey.Hash(key);
    }
}
