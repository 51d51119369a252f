using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Tollgate.Tests.Quotas.Alerts;

/// <summary>A webhook as its receiver sees it, who verifies it by the words of the standard and not with our code.</summary>
internal sealed record ReceivedWebhook(string Method, string ContentType, string Id, string Timestamp, string Signature, string Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public static async Task<ReceivedWebhook> ReadAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var headers = request.Headers;
        return new ReceivedWebhook(
            request.Method,
            request.ContentType ?? "",
            headers["webhook-id"].Single()!,
            headers["webhook-timestamp"].Single()!,
            headers["webhook-signature"].Single()!,
            await reader.ReadToEndAsync());
    }

    public bool IsSignedWith(string secret)
    {
        using var hmac = new HMACSHA256(Convert.FromBase64String(secret["whsec_".Length..]));
        var expected = hmac.ComputeHash(Encoding.UTF8.GetBytes(Id + "." + Timestamp + "." + Body));
        return Signature == "v1," + Convert.ToBase64String(expected);
    }
}
