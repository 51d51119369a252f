using System.Text.Json;
using Tollgate.Pricing;
using Tollgate.Providers.Chat.Answer;

namespace Tollgate.Providers.Anthropic;

/// <summary>Turns the events of a streamed message into chunks.</summary>
internal sealed class MessageStreamTranslator(bool hasAnswerTool, string provider) : IStreamTranslator
{
    /// <summary>Of English text. An estimate until the message's end tells.</summary>
    private const int BytesPerToken = 4;

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 256 };

    private readonly MessageUsage _usage = new();
    private StreamedBlock? _block;
    private int _calls;
    private int _contentLength;
    private long _contentBytes;
    private bool _hasUsage;
    private bool _hasFinalUsage;
    private bool _hasEnded;

    /// <summary>A stream tells at its beginning what was read, and what was written only at its end: a cut one is told in part.</summary>
    public TokenUsage? Usage => !_hasUsage ? null
        : _hasFinalUsage ? _usage.Tokens
        : _usage.Tokens with { Output = Math.Max(_usage.Tokens.Output, (_contentBytes + BytesPerToken - 1) / BytesPerToken), IsEstimated = true };

    public bool IsComplete { get; private set; }

    public void Translate(UpstreamEvent received, ChunkWriter chunks)
    {
        using var document = JsonDocument.Parse(received.Data, Deep);
        var root = document.RootElement;
        switch (root.GetProperty("type"u8).GetString())
        {
            case "message_start":
                Begin(root.GetProperty("message"u8), chunks);
                break;
            case "content_block_start":
                _block = StreamedBlock.Of(root.GetProperty("content_block"u8), hasAnswerTool, _contentLength);
                Open(_block, chunks);
                break;
            case "content_block_delta" when _block is not null:
                Continue(_block, root.GetProperty("delta"u8), chunks);
                break;
            case "content_block_stop" when _block is not null:
                Close(_block, chunks);
                _block = null;
                break;
            case "message_delta":
                End(root, chunks);
                break;
            case "message_stop":
                // Without a message_delta the answer never said how it ended.
                IsComplete = _hasEnded ? true : throw new JsonException("a message that ends without a reason");
                break;
            case "error":
                throw AnthropicErrors.InBand(root, provider);
            default:
                // Pings, and events that the API reserves the right to add.
                break;
        }

        _contentBytes = chunks.ContentBytes;
    }

    private void Begin(JsonElement message, ChunkWriter chunks)
    {
        chunks.Id = message.GetProperty("id"u8).GetString();
        if (message.TryGetProperty("usage"u8, out var usage) && usage.ValueKind == JsonValueKind.Object)
        {
            _usage.Take(usage);
            _hasUsage = true;
        }

        chunks.Role();
    }

    private void Open(StreamedBlock block, ChunkWriter chunks)
    {
        if (block.Kind == StreamedBlockKind.Call)
        {
            block.Call = _calls++;
            chunks.ToolCall(block.Call, block.Id, block.Name);
        }
        else if (block.Kind == StreamedBlockKind.Text && block.Start.Length > 0)
        {
            Say(block.Start, chunks);
        }
    }

    private void Continue(StreamedBlock block, JsonElement delta, ChunkWriter chunks)
    {
        switch (delta.GetProperty("type"u8).GetString())
        {
            case "text_delta":
                Say(Text(delta, "text"), chunks);
                break;
            case "input_json_delta":
                TakeInput(block, Text(delta, "partial_json"), chunks);
                break;
            case "thinking_delta":
                var thought = Text(delta, "thinking");
                block.Thinking.Append(thought);
                if (thought.Length > 0)
                {
                    chunks.Reasoning(thought);
                }

                break;
            case "signature_delta":
                block.Signature += Text(delta, "signature");
                break;
            case "citations_delta":
                block.Citations.Add(delta.GetProperty("citation"u8).Clone());
                break;
        }
    }

    private void TakeInput(StreamedBlock block, string fragment, ChunkWriter chunks)
    {
        if (fragment.Length == 0)
        {
            return;
        }

        block.HasInput = true;
        if (block.Kind == StreamedBlockKind.Answer)
        {
            Say(fragment, chunks);
        }
        else if (block.Kind == StreamedBlockKind.Call)
        {
            chunks.Arguments(block.Call, fragment);
        }
    }

    private void Close(StreamedBlock block, ChunkWriter chunks)
    {
        // A call without arguments has no deltas, or all of them in its beginning.
        if (!block.HasInput && block.Kind is StreamedBlockKind.Call or StreamedBlockKind.Answer)
        {
            TakeInput(block, block.Start, chunks);
        }

        if (block.Kind is StreamedBlockKind.Thinking or StreamedBlockKind.Redacted)
        {
            chunks.Delta(0, block, static (json, told) => told.WriteThinking(json));
        }
        else if (block.Citations.Count > 0)
        {
            chunks.Delta(0, (block, end: _contentLength), static (json, told) => told.block.WriteAnnotations(json, told.end));
        }
    }

    private void End(JsonElement root, ChunkWriter chunks)
    {
        if (root.TryGetProperty("usage"u8, out var usage) && usage.ValueKind == JsonValueKind.Object)
        {
            _usage.Take(usage);
            _hasUsage = _hasFinalUsage = true;
        }

        var ending = root.GetProperty("delta"u8);
        if (StopReason.Of(ending) is not { } reason)
        {
            return;
        }

        if (StopReason.Refusal(ending) is { } refusal)
        {
            chunks.Refusal(refusal);
        }

        _hasEnded = true;
        chunks.Finish(StopReason.Finish(reason, _calls > 0));
    }

    private void Say(string text, ChunkWriter chunks)
    {
        _contentLength += text.Length;
        chunks.Content(text);
    }

    private static string Text(JsonElement delta, string name) => delta.GetProperty(name).GetString() ?? throw new JsonException($"no {name}");
}
