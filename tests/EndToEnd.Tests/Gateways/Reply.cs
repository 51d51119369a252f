using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Tollgate.Tests.Gateways;

/// <summary>A response, read to its end.</summary>
public sealed record Reply
{
    private const string Data = "data: ";
    private const string CostHeader = "x-tollgate-cost-usd";

    public required int Status { get; init; }

    /// <summary>By name, in any case; those of the body included.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public required IReadOnlyDictionary<string, string> Trailers { get; init; }

    public required byte[] Body { get; init; }

    /// <summary>The connection was cut before the body's end.</summary>
    public required bool IsBroken { get; init; }

    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonElement.Parse(Body);

    /// <summary>The <c>error</c> object of an envelope.</summary>
    public JsonElement Error => Json.GetProperty("error");

    public string? ErrorCode => Error.GetProperty("code").GetString();

    /// <summary>The data of a stream's events, in order.</summary>
    public IReadOnlyList<string> Events =>
        [.. Blocks.Where(block => block.StartsWith(Data, StringComparison.Ordinal)).Select(block => block[Data.Length..].Replace("\n" + Data, "\n", StringComparison.Ordinal))];

    /// <summary>The comment lines of a stream, without their colon.</summary>
    public IReadOnlyList<string> Comments =>
        [.. Blocks.Where(block => block.StartsWith(": ", StringComparison.Ordinal)).Select(block => block[2..])];

    /// <summary>The chunks of a stream: its events but for the closing marker.</summary>
    public IReadOnlyList<JsonElement> Chunks => [.. Events.Where(data => data != "[DONE]").Select(data => JsonElement.Parse(data))];

    /// <summary>The content of a chat answer's first choice, whole or streamed.</summary>
    public string Content => Headers["content-type"].StartsWith("text/event-stream", StringComparison.Ordinal)
        ? string.Concat(Chunks.SelectMany(Deltas).Select(delta => delta.TryGetProperty("content", out var content) ? content.GetString() : ""))
        : Json.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;

    /// <summary>What the gateway says it cost, in US dollars; a stream says so in a comment at its end.</summary>
    public decimal Cost => decimal.Parse(
        Headers.GetValueOrDefault(CostHeader) ?? Comments.Single(comment => comment.StartsWith(CostHeader, StringComparison.Ordinal))[(CostHeader.Length + 2)..],
        NumberStyles.Float,
        CultureInfo.InvariantCulture);

    private IEnumerable<string> Blocks => Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);

    public static async Task<Reply> ReadAsync(HttpResponseMessage response)
    {
        using var body = new MemoryStream();
        var isBroken = false;
        try
        {
            await response.Content.CopyToAsync(body);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            isBroken = true;
        }

        return new Reply
        {
            Status = (int)response.StatusCode,
            Headers = response.Headers.Concat(response.Content.Headers)
                .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
            Trailers = response.TrailingHeaders
                .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
            Body = body.ToArray(),
            IsBroken = isBroken,
        };
    }

    private static IEnumerable<JsonElement> Deltas(JsonElement chunk) => chunk.GetProperty("choices").EnumerateArray()
        .Where(choice => choice.GetProperty("index").GetInt32() == 0)
        .Select(choice => choice.GetProperty("delta"));
}
