using System.Text;

namespace Tollgate.UpstreamSimulator.Gemini;

/// <summary>What a thinking model signs its work with: opaque to clients, and checked when it comes back.</summary>
internal static class GeminiSignature
{
    private const string Mark = "simulated-thoughts:";

    public static string Of(string fingerprint) => Convert.ToBase64String(Encoding.UTF8.GetBytes(Mark + fingerprint));

    public static bool IsOurs(string signature)
    {
        var bytes = new byte[signature.Length];
        return Convert.TryFromBase64String(signature, bytes, out var length) && Encoding.UTF8.GetString(bytes, 0, length).StartsWith(Mark, StringComparison.Ordinal);
    }
}
