using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tollgate.Configuration;

namespace Tollgate.Providers.Bedrock.Http;

/// <summary>AWS Signature Version 4 of an HTTP request.</summary>
internal static class AwsSignature
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>As <c>x-amz-date</c> wants it.</summary>
    public static string DateOf(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The value of the <c>Authorization</c> header.</summary>
    /// <param name="method">As in <c>POST</c>.</param>
    /// <param name="address">Its path as it goes out, escapes included; a query is not supported, as Bedrock has none.</param>
    /// <param name="headers">Those to be signed, <c>host</c> and <c>x-amz-date</c> among them: lower-case names, any order.</param>
    /// <param name="body">The bytes that go out.</param>
    /// <param name="credentials">Whose signature.</param>
    /// <param name="scope">Region and service.</param>
    public static string Sign(
        string method,
        Uri address,
        IReadOnlyCollection<(string Name, string Value)> headers,
        ReadOnlySpan<byte> body,
        AwsCredentials credentials,
        (string Region, string Service) scope)
    {
        var date = headers.Single(header => header.Name == "x-amz-date").Value;
        (string Name, string Value)[] sorted = [.. headers.OrderBy(header => header.Name, StringComparer.Ordinal)];
        var names = string.Join(';', sorted.Select(header => header.Name));
        var canonical = string.Join('\n', [
            method,
            CanonicalPath(address),
            "",
            .. sorted.Select(header => $"{header.Name}:{header.Value.Trim()}"),
            "",
            names,
            Convert.ToHexStringLower(SHA256.HashData(body)),
        ]);
        var credentialScope = $"{date[..8]}/{scope.Region}/{scope.Service}/aws4_request";
        var toSign = $"{Algorithm}\n{date}\n{credentialScope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";

        var key = Hmac(Encoding.UTF8.GetBytes("AWS4" + credentials.SecretAccessKey), date[..8]);
        key = Hmac(Hmac(Hmac(key, scope.Region), scope.Service), "aws4_request");
        var signature = Convert.ToHexStringLower(Hmac(key, toSign));
        return $"{Algorithm} Credential={credentials.AccessKeyId}/{credentialScope}, SignedHeaders={names}, Signature={signature}";
    }

    /// <summary>Every service but S3 wants the path's segments escaped once more than they go out.</summary>
    private static string CanonicalPath(Uri address) =>
        string.Join('/', address.AbsolutePath.Split('/').Select(Uri.EscapeDataString));

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
