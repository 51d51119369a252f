using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Tollgate.Quotas.Alerts;

/// <summary>A key that signs as Standard Webhooks (standardwebhooks.com) has it, so that receivers verify with any of its libraries.</summary>
internal sealed class WebhookSecret
{
    /// <summary>For error messages.</summary>
    public const string Rule = "must be 'whsec_' and the base64 of 24 to 64 bytes";

    private const string Prefix = "whsec_";
    private const int MinBytes = 24;
    private const int MaxBytes = 64;

    private readonly byte[] _key;

    private WebhookSecret(byte[] key) => _key = key;

    public static bool TryParse(string? text, [NotNullWhen(true)] out WebhookSecret? secret)
    {
        secret = null;
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var key = new byte[text.Length];
        if (Convert.TryFromBase64String(text[Prefix.Length..], key, out var length) && length is >= MinBytes and <= MaxBytes)
        {
            secret = new WebhookSecret(key[..length]);
        }

        return secret is not null;
    }

    /// <summary>The value of <c>webhook-signature</c>.</summary>
    public string Sign(string id, string timestamp, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(_key, signed));
    }

    /// <summary>Never the secret: this may end up in a log.</summary>
    public override string ToString() => Prefix + "***";
}
