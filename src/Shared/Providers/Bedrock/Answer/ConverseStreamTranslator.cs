using System.Text.Json;
using Tollgate.Pricing;
using Tollgate.Providers.Chat.Answer;

namespace Tollgate.Providers.Bedrock.Answer;

/// <summary>Turns Converse's events into chunks. Usage comes behind the event that ends the message, and is the true end.</summary>
/// <param name="answerTool">The tool whose input is the content; null for none.</param>
internal sealed class ConverseStreamTranslator(string? answerTool) : IStreamTranslator
{
    private readonly Dictionary<int, StreamedBlock> _blocks = [];
    private int _calls;
    private int _contentLength;
    private bool _hasBegun;
    private bool _hasStopped;

    public TokenUsage? Usage { get; private set; }

    public bool IsComplete { get; private set; }

    /// <summary>Bedrock's last event may be lost on the way: what it bills is estimated then, but the answer is whole.</summary>
    public void End(ChunkWriter chunks) => IsComplete = _hasStopped;

    public void Translate(UpstreamEvent received, ChunkWriter chunks)
    {
        using var document = JsonDocument.Parse(received.Data);
        var root = document.RootElement;
        switch (received.Type)
        {
            case "messageStart":
                Begin(chunks);
                break;
            case "contentBlockStart":
                StartBlock(root, chunks);
                break;
            case "contentBlockDelta":
                AddToBlock(root.GetProperty("delta"), IndexOf(root), chunks);
                break;
            case "contentBlockStop":
                EndBlock(IndexOf(root), chunks);
                break;
            case "messageStop":
                Stop(root, chunks);
                break;
            case "metadata":
                Complete(root, chunks);
                break;
        }
    }

    private static int IndexOf(JsonElement root) => root.GetProperty("contentBlockIndex").GetInt32();

    private void Begin(ChunkWriter chunks)
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
            chunks.Role();
        }
    }

    private void StartBlock(JsonElement root, ChunkWriter chunks)
    {
        Begin(chunks);
        if (!root.TryGetProperty("start", out var start) || !start.TryGetProperty("toolUse", out var tool))
        {
            return;
        }

        var name = tool.GetProperty("name").GetString()!;
        if (name == answerTool)
        {
            _blocks[IndexOf(root)] = new StreamedBlock { IsAnswer = true, Start = _contentLength };
            return;
        }

        // Blocks are numbered by Bedrock among all content, calls by OpenAI among themselves.
        var call = _calls++;
        _blocks[IndexOf(root)] = new StreamedBlock { Call = call, Start = _contentLength };
        chunks.ToolCall(call, tool.GetProperty("toolUseId").GetString()!, name);
    }

    private void AddToBlock(JsonElement delta, int index, ChunkWriter chunks)
    {
        Begin(chunks);
        if (!_blocks.TryGetValue(index, out var block))
        {
            block = _blocks[index] = new StreamedBlock { Start = _contentLength };
        }

        if (delta.TryGetProperty("text", out var text))
        {
            Say(text.GetString()!, chunks);
        }
        else if (delta.TryGetProperty("toolUse", out var tool))
        {
            AddInput(block, tool.GetProperty("input").GetString()!, chunks);
        }
        else if (delta.TryGetProperty("reasoningContent", out var reasoning))
        {
            Think(block, reasoning, chunks);
        }
        else if (delta.TryGetProperty("citation", out var citation))
        {
            Citation[] citations = [new Citation(citation, block.Start, _contentLength)];
            chunks.Delta(0, citations, static (json, cited) => Citation.Write(json, cited));
        }
    }

    private void Say(string text, ChunkWriter chunks)
    {
        _contentLength += text.Length;
        chunks.Content(text);
    }

    private void AddInput(StreamedBlock block, string input, ChunkWriter chunks)
    {
        if (input.Length == 0)
        {
            return;
        }

        block.HasInput = true;
        if (block.Call is { } call)
        {
            chunks.Arguments(call, input);
        }
        else if (block.IsAnswer)
        {
            Say(input, chunks);
        }
    }

    private static void Think(StreamedBlock block, JsonElement reasoning, ChunkWriter chunks)
    {
        if (reasoning.TryGetProperty("text", out var text))
        {
            block.Think(text.GetString());
            chunks.Reasoning(text.GetString()!);
        }
        else if (reasoning.TryGetProperty("signature", out var signature))
        {
            block.Sign(signature.GetString());
        }
        else if (reasoning.TryGetProperty("redactedContent", out var redacted))
        {
            block.Redact(redacted.GetString());
        }
    }

    private void EndBlock(int index, ChunkWriter chunks)
    {
        if (!_blocks.Remove(index, out var block))
        {
            return;
        }

        if (!block.HasInput && (block.Call is not null || block.IsAnswer))
        {
            // A tool without parameters streams no input, and OpenAI's clients parse what they got.
            AddInput(block, "{}", chunks);
        }

        if (block.Thought is { } thought)
        {
            chunks.Delta<Thought[]>(0, [thought], static (json, thoughts) => Thought.Write(json, thoughts));
        }
    }

    private void Stop(JsonElement root, ChunkWriter chunks)
    {
        Begin(chunks);
        var reason = root.TryGetProperty("stopReason", out var told) ? told.GetString() : null;
        chunks.Finish(StopReasons.Translate(reason, _calls > 0, Usage));
        _hasStopped = true;
    }

    private void Complete(JsonElement root, ChunkWriter chunks)
    {
        Usage = root.TryGetProperty("usage", out var usage) ? ConverseUsage.Read(usage) : null;
        if (root.TryGetProperty("trace", out var trace) && trace.ValueKind == JsonValueKind.Object)
        {
            chunks.Delta(0, trace, static (json, traced) =>
            {
                json.WritePropertyName("trace"u8);
                traced.WriteTo(json);
            });
        }

        IsComplete = _hasStopped;
    }
}
