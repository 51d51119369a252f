using System.Globalization;
using System.Text.Json;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.Gemini.Answer;

/// <summary>Reads Google's error object: a code, a status, a message and typed details.</summary>
internal static class ErrorReader
{
    /// <summary>The body of a failed response. What is no error of Google's, as of a proxy in between, says nothing.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static UpstreamError ReadBody(ReadOnlySpan<byte> body)
    {
        var answer = JsonElement.Parse(body);

        // In an array, as streams without SSE have it.
        var envelope = answer.ValueKind == JsonValueKind.Array && answer.GetArrayLength() > 0 ? answer[0] : answer;
        return envelope.ValueKind == JsonValueKind.Object && envelope.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object
            ? Read(error)
            : default;
    }

    /// <summary>An error that came within a 200.</summary>
    public static UpstreamException InBand(JsonElement answer, string provider)
    {
        var given = answer.GetProperty("error");
        var error = Read(given);
        var status = given.TryGetProperty("code", out var code) && code.TryGetInt32(out var told) && told is >= 400 and <= 599 ? told : 502;
        return UpstreamErrors.InBand(error.Status ?? status, error, provider);
    }

    private static UpstreamError Read(JsonElement error)
    {
        var message = CandidateReader.Text(error, "message");
        var read = new UpstreamError(message, null, Code(CandidateReader.Text(error, "status"), message ?? ""), null);
        return error.TryGetProperty("details", out var details) ? details.EnumerateArray().Aggregate(read, WithDetail) : read;
    }

    /// <summary>OpenAI's code where it means the same.</summary>
    private static string? Code(string? status, string message) => status switch
    {
        "NOT_FOUND" when Says(message, "models/") => "model_not_found",
        "INVALID_ARGUMENT" when Says(message, "exceeds the maximum number of tokens") => "context_length_exceeded",
        "RESOURCE_EXHAUSTED" when Says(message, "credits are depleted") || Says(message, "spending cap") => "insufficient_quota",
        _ => status,
    };

    private static UpstreamError WithDetail(UpstreamError error, JsonElement detail)
    {
        if (CandidateReader.Text(detail, "reason") is "API_KEY_INVALID" or "API_KEY_EXPIRED")
        {
            // Google says 400, as if it were the request's fault.
            return error with { Status = 401 };
        }

        return CandidateReader.Text(detail, "retryDelay") is { } delay
            && delay.EndsWith('s')
            && double.TryParse(delay.AsSpan(0, delay.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= 86_400
                ? error with { RetryAfter = TimeSpan.FromSeconds(seconds) }
                : error;
    }

    private static bool Says(string message, string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);
}
