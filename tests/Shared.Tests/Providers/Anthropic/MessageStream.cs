using System.Text;
using System.Text.Json.Nodes;
using Tollgate.Pricing;
using Tollgate.Providers;
using Tollgate.Providers.Anthropic;
using Tollgate.Providers.Chat.Answer;
using Tollgate.Providers.Upstream;
using Tollgate.Testing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Providers.Anthropic;

/// <summary>A streamed message as the API sends it, read in whatever pieces a test cuts it to.</summary>
internal static class MessageStream
{
    public static readonly string[] Events =
    [
        """{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","content":[],"stop_reason":null,"usage":{"input_tokens":10,"cache_read_input_tokens":20,"cache_creation_input_tokens":30,"cache_creation":{"ephemeral_5m_input_tokens":25,"ephemeral_1h_input_tokens":5},"output_tokens":1}}}""",
        """{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}""",
        """{"type":"ping"}""",
        """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hm 🤔"}}""",
        """{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"a+/b=="}}""",
        """{"type":"content_block_stop","index":0}""",
        """{"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}""",
        """{"type":"content_block_delta","index":1,"delta":{"type":"citations_delta","citation":{"type":"char_location","cited_text":"x"}}}""",
        """{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Grüße, 世"}}""",
        """{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"界 😀"}}""",
        """{"type":"content_block_stop","index":1}""",
        """{"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"toolu_1","name":"look","input":{}}}""",
        """{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":""}}""",
        """{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\"at\":"}}""",
        """{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"\"水\"}"}}""",
        """{"type":"content_block_stop","index":2}""",
        """{"type":"content_block_start","index":3,"content_block":{"type":"tool_use","id":"toolu_2","name":"ring","input":{}}}""",
        """{"type":"content_block_stop","index":3}""",
        """{"type":"event_of_tomorrow","data":1}""",
        """{"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":50,"output_tokens_details":{"thinking_tokens":15}}}""",
        """{"type":"message_stop"}""",
    ];

    public static byte[] Bytes(IEnumerable<string> events) =>
        Encoding.UTF8.GetBytes(string.Concat(events.Select(data => $"event: {TypeOf(data)}\ndata: {data}\n\n")));

    public static (List<string> Chunks, TokenUsage? Usage, Exception? Failure) Read(byte[] sent, IEnumerable<int>? cuts = null, bool hasAnswerTool = false)
    {
        var stream = new PiecewiseStream();
        var start = 0;
        foreach (var cut in (cuts ?? []).Append(sent.Length).Order())
        {
            stream.Feed(sent[start..cut]);
            start = cut;
        }

        stream.End();
        return ReadAsync(stream, hasAnswerTool).GetAwaiter().GetResult();
    }

    private static async Task<(List<string> Chunks, TokenUsage? Usage, Exception? Failure)> ReadAsync(Stream stream, bool hasAnswerTool)
    {
        var chunks = new List<string>();
        await using var answer = new TranslatedStream(
            new ServerSentEvents(stream, CancellationToken.None),
            new MessageStreamTranslator(hasAnswerTool, "up"),
            new ChatIdentity("chatcmpl-1", "m", 1),
            TestGateway.Provider("anthropic"),
            new Deadline(new ManualTimeProvider(), CancellationToken.None),
            stream);
        try
        {
            await foreach (var read in answer.ReadEventsAsync())
            {
                chunks.Add(read.Kind == StreamEventKind.Done ? "done" : Encoding.UTF8.GetString(read.Data.Span));
            }
        }
#pragma warning disable CA1031 // What it is, is what a test wants to know.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return (chunks, answer.Usage, failure);
        }

        return (chunks, answer.Usage, null);
    }

    private static string TypeOf(string data)
    {
        try
        {
            return JsonNode.Parse(data)?["type"]?.ToString().ReplaceLineEndings("") ?? "message";
        }
        catch (Exception broken) when (broken is System.Text.Json.JsonException or InvalidOperationException)
        {
            return "message";
        }
    }
}
