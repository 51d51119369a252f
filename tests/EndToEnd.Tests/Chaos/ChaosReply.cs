using System.Globalization;
using System.Text.Json;
using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Chaos;

/// <summary>A reply, and whose words are in it.</summary>
internal sealed record ChaosReply(Reply Reply)
{
    /// <summary>All of the text of one provider, and of no other.</summary>
    public bool IsComplete => Reply.Status == 200 && !HasError && Words.Length == 12 && Voices.Count == 1;

    /// <summary>Ends in an error, as a status or as a stream's last event.</summary>
    public bool HasError => Reply.Status != 200 || (IsStream && Reply.Chunks[^1].TryGetProperty("error", out _));

    /// <summary>Who speaks.</summary>
    public IReadOnlyList<string> Voices => [.. Words.Select(word => word.TrimEnd()).Distinct()];

    public int Attempts => int.Parse(Reply.Headers["x-tollgate-attempts"], CultureInfo.InvariantCulture);

    private bool IsStream => Reply.Headers["content-type"].StartsWith("text/event-stream", StringComparison.Ordinal);

    private string[] Words => Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private string Text => Reply.Status != 200 ? "" : IsStream ? string.Concat(Reply.Chunks.SelectMany(Contents)) : Reply.Content;

    private static IEnumerable<string?> Contents(JsonElement chunk) => chunk.TryGetProperty("choices", out var choices)
        ? choices.EnumerateArray().Select(choice => choice.GetProperty("delta").TryGetProperty("content", out var content) ? content.GetString() : "")
        : [];
}
