using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tollgate.UpstreamSimulator.OpenAI;

namespace Tollgate.UpstreamSimulator.Bedrock;

/// <summary>Asks for an API key of Bedrock's as bearer, or for a signature (version 4), which is made again from what arrived.</summary>
internal sealed class Credentials(SimulatorOptions options)
{
    private const string Scheme = "AWS4-HMAC-SHA256 ";

    private static readonly TimeSpan MostSkew = TimeSpan.FromMinutes(5);

    /// <exception cref="RefusedException">403.</exception>
    public void Require(RecordedRequest request)
    {
        var given = request.Headers.GetValueOrDefault("Authorization") ?? "";
        if (given.StartsWith(Scheme, StringComparison.Ordinal))
        {
            RequireSignature(request, given[Scheme.Length..]);
            return;
        }

        if (!given.StartsWith("Bearer ", StringComparison.Ordinal))
            throw Refused("MissingAuthenticationTokenException", "Missing Authentication Token");
        if (options.RefusedApiKeys.Contains(given["Bearer ".Length..]))
            throw Refused("AccessDeniedException", "Authentication failed: Please make sure your API Key is valid.");
    }

    private static RefusedException Refused(string kind, string message) => new(new UpstreamError(403, kind, null, message));

    private void RequireSignature(RecordedRequest request, string given)
    {
        var parts = given.Split(',', StringSplitOptions.TrimEntries).Select(part => part.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        var scope = parts["Credential"].Split('/');
        var date = request.Headers.GetValueOrDefault("x-amz-date") ?? "";
        if (scope.Length != 5 || scope[3] != "bedrock" || !IsFresh(date) || scope[1] != date[..8])
            throw Refused("InvalidSignatureException", "Credential should be scoped to correct service: 'bedrock', and the signature must not be expired.");

        var names = parts["SignedHeaders"].Split(';');
        if (!names.Contains("host") || !names.Contains("x-amz-date"))
            throw Refused("InvalidSignatureException", "Host and x-amz-date must be signed headers.");

        if (Signature(request, scope, date, names) != parts["Signature"])
        {
            throw Refused(
                "InvalidSignatureException",
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.");
        }
    }

    private string Signature(RecordedRequest request, string[] scope, string date, string[] names)
    {
        var path = string.Join("/", request.RawPath.Split('/').Select(Uri.EscapeDataString));
        var headers = string.Concat(names.Select(name => $"{name}:{request.Headers.GetValueOrDefault(name)?.Trim()}\n"));
        var canonical = $"{request.Method}\n{path}\n\n{headers}\n{string.Join(';', names)}\n{Hash(request.Body.Span)}";
        var key = Encoding.UTF8.GetBytes("AWS4" + options.AwsSecretAccessKey);
        foreach (var part in scope[1..])
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        var text = $"AWS4-HMAC-SHA256\n{date}\n{string.Join('/', scope[1..])}\n{Hash(Encoding.UTF8.GetBytes(canonical))}";
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }

    private bool IsFresh(string date) =>
        DateTimeOffset.TryParseExact(date, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signed)
        && (options.Time.GetUtcNow() - signed).Duration() < MostSkew;

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
