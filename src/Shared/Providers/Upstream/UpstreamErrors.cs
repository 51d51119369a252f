using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Tollgate.Pipeline;
using Tollgate.Routing.Targets;

namespace Tollgate.Providers.Upstream;

/// <summary>Maps an upstream's failure to what the client is told, keeping the upstream's own words where they are meant for the client.</summary>
internal static class UpstreamErrors
{
    private const int LongestBody = 64 * 1024;
    private const int LongestMessage = 2_000;

    /// <summary>Reads the error body (as far as it is worth it) and says what it means to the client.</summary>
    public static async Task<UpstreamException> ReadAsync(
        HttpResponseMessage response, IAnswerReader reader, string provider, TimeProvider time, CancellationToken cancellation)
    {
        var error = await ReadErrorAsync(response, reader, cancellation).ConfigureAwait(false);
        var refusal = Map(error.Status ?? (int)response.StatusCode, error, provider);
        return new UpstreamException(refusal with { RetryAfter = Believed(error.RetryAfter ?? RetryAfter(response, time)) })
        {
            UpstreamRequestId = UpstreamRequestIds.Read(response),
        };
    }

    /// <summary>An error object that came without a status of its own: inside a 200, or inside a stream.</summary>
    public static UpstreamException InBand(UpstreamError error, string provider)
    {
        var status = int.TryParse(error.Code, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code is >= 400 and <= 599 ? code : 502;
        return InBand(status, error, provider);
    }

    /// <summary>An error inside a 200 or a stream, with the status that it would have had.</summary>
    public static UpstreamException InBand(int status, UpstreamError error, string provider) =>
        new(Map(status, error, provider) with { RetryAfter = Believed(error.RetryAfter) });

    private static Refusal Map(int status, UpstreamError error, string provider)
    {
        var said = error.Message is { Length: > 0 } message ? Shorten(message) : null;
        return status switch
        {
            401 or 403 => UpstreamRefusals.RejectedCredentials(provider),
            429 => new Refusal
            {
                Status = 429,
                Type = ErrorTypes.RateLimit,
                Code = error.Code == "insufficient_quota" ? "upstream_insufficient_quota" : "upstream_rate_limit_exceeded",
                Message = $"Provider '{provider}' is limiting the gateway: {said ?? "it gave no reason"}",
            },
            400 or 404 or 409 or 413 or 415 or 422 => new Refusal
            {
                Status = status,
                Type = error.Type is { Length: > 0 } type ? type : ErrorTypes.InvalidRequest,
                Code = error.Code is { Length: > 0 } code ? code : "upstream_rejected_request",
                Message = said ?? $"Provider '{provider}' rejected the request with status {status} and no reason.",
                Param = error.Param,
            },
            _ => Refusal.Upstream(
                "upstream_error",
                $"Provider '{provider}' failed with status {status}: {said ?? "it gave no reason"}",
                status switch { 408 or 504 => 504, 503 or 529 => 503, _ => 502 }),
        };
    }

    private static async Task<UpstreamError> ReadErrorAsync(HttpResponseMessage response, IAnswerReader reader, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(LongestBody);
        try
        {
            await using var stream = await UpstreamBody.OpenAsync(response, cancellation).ConfigureAwait(false);
            var length = await stream.ReadAtLeastAsync(buffer.AsMemory(0, LongestBody), LongestBody, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
            return Parse(buffer.AsSpan(0, length), response, reader);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or InvalidDataException)
        {
            // The status alone has to do: the upstream broke off its own error message.
            return default;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static UpstreamError Parse(ReadOnlySpan<byte> body, HttpResponseMessage response, IAnswerReader reader)
    {
        try
        {
            return reader.ReadError(body, response);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            // An HTML page of some proxy in between, JSON of another shape, a string that is not UTF-8: nothing in it is meant for the client.
            return default;
        }
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider time)
    {
        if ((Number(response, "retry-after-ms") / 1_000 ?? Number(response, "retry-after")) is { } seconds)
        {
            return TimeSpan.FromSeconds(Math.Min(seconds, TargetLoad.LongestPause.TotalSeconds));
        }

        var wait = response.Headers.RetryAfter?.Date - time.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    /// <summary>Also what HTTP has no place for, as fractions and more than fit into an integer: it is clear what is meant.</summary>
    private static double? Number(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values)
        && double.TryParse(values.First(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0
            ? number
            : null;

    /// <summary>The gateway asks again after the longest pause it keeps, so no client need wait longer.</summary>
    private static TimeSpan? Believed(TimeSpan? asked) => asked > TargetLoad.LongestPause ? TargetLoad.LongestPause : asked;

    private static string Shorten(string message) =>
        message.Length <= LongestMessage ? message : string.Concat(message.AsSpan(0, LongestMessage), "…");
}
