using System.Text.Json;
using Tollgate.Pricing;

namespace Tollgate.Providers.Anthropic;

/// <summary>
/// Reads <c>usage</c>. What the prompt cache gave and took stands beside <c>input_tokens</c>, and thinking within
/// <c>output_tokens</c>. A stream tells it twice, in parts: the last word on each count holds.
/// </summary>
internal sealed class MessageUsage
{
    private long _input;
    private long _cacheRead;
    private long _cacheWritten;
    private long _cacheWrittenHour;
    private long _output;
    private long _thinking;

    public TokenUsage Tokens => new()
    {
        Input = _input,
        CacheRead = _cacheRead,
        CacheWrite = Math.Max(0, _cacheWritten - _cacheWrittenHour),
        CacheWriteHour = _cacheWrittenHour,
        Output = Math.Max(0, _output - _thinking),
        Reasoning = Math.Min(_thinking, _output),
    };

    public static TokenUsage Read(JsonElement usage)
    {
        var read = new MessageUsage();
        read.Take(usage);
        return read.Tokens;
    }

    public void Take(JsonElement usage)
    {
        Take(usage, "input_tokens", ref _input);
        Take(usage, "cache_read_input_tokens", ref _cacheRead);
        Take(usage, "cache_creation_input_tokens", ref _cacheWritten);
        Take(usage, "output_tokens", ref _output);
        if (usage.TryGetProperty("cache_creation"u8, out var written) && written.ValueKind == JsonValueKind.Object)
        {
            Take(written, "ephemeral_1h_input_tokens", ref _cacheWrittenHour);
        }

        if (usage.TryGetProperty("output_tokens_details"u8, out var details) && details.ValueKind == JsonValueKind.Object)
        {
            Take(details, "thinking_tokens", ref _thinking);
        }
    }

    private static void Take(JsonElement usage, string name, ref long count)
    {
        if (usage.TryGetProperty(name, out var told) && told.ValueKind == JsonValueKind.Number)
        {
            count = Math.Max(0, told.GetInt64());
        }
    }
}
