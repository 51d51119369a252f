using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Tollgate.Pipeline;
using Tollgate.Providers.Anthropic;
using Tollgate.Providers.Chat.Answer;
using Tollgate.Providers.Upstream;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Providers.Anthropic;

/// <summary>Whatever comes, from either side: an answer or a reason, never another failure.</summary>
public sealed class AnthropicFuzzTests
{
    private const int Runs = 2_000;

    private const string Request = """
        {"model":"m","max_tokens":2000,"temperature":0.5,"stop":["a"],"reasoning_effort":"low","tool_choice":"auto","parallel_tool_calls":false,
         "response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object","properties":{"a":{"type":"array","items":{"type":"string"}}}}}},
         "tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object"},"strict":true}}],
         "messages":[{"role":"system","content":"s"},{"role":"user","content":[{"type":"text","text":"t"},{"type":"image_url","image_url":{"url":"https://e.com/a.png"}}]},
          {"role":"assistant","content":null,"thinking_blocks":[{"type":"thinking","thinking":"h","signature":"s"}],"tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{}"}}]},
          {"role":"tool","tool_call_id":"1","content":"r"}],"betas":["b"],"metadata":{"user_id":"u"},"thinking":null}
        """;

    private const string Answer = """
        {"id":"m","type":"message","stop_reason":"refusal","stop_details":{"type":"refusal","explanation":"no"},
         "content":[{"type":"thinking","thinking":"h","signature":"s"},{"type":"text","text":"t","citations":[{"type":"c","url":"u"}]},{"type":"tool_use","id":"1","name":"f","input":{"a":1}}],
         "usage":{"input_tokens":1,"cache_creation":{"ephemeral_1h_input_tokens":1},"output_tokens":2,"output_tokens_details":{"thinking_tokens":1}}}
        """;

    private static readonly string[] Values = ["null", "true", "-1", "1e400", "\"\"", "\"x\"", "[]", "{}", "[[1]]", "{\"type\":\"text\"}", "\"\\ud83d\""];

    [Theory]
    [InlineData("claude-haiku-4-5")]
    [InlineData(Messages.Newest)]
    [InlineData(Messages.Oldest)]
    public void Request_MutatedAnyhow_IsTranslatedOrRefused(string model) => Properties.Check(
        Mutated(Request),
        json =>
        {
            try
            {
                Assert.NotNull(Messages.Body(json, model)["messages"]);
            }
            catch (RefusalException)
            {
                // What is expected of a bad request.
            }
        },
        Runs);

    [Fact]
    public void Answer_MutatedAnyhow_IsTranslatedOrTheUpstreamsFault() => Properties.Check(
        Mutated(Answer),
        json =>
        {
            try
            {
                using var document = JsonDocument.Parse(json);
                AnswerJson.Write(MessageTranslator.Translate(document.RootElement, hasAnswerTool: false, "up"), new ChatIdentity("c", "m", 1), null);
            }
            catch (Exception failure) when (failure is UpstreamException || WireFault.Is(failure))
            {
                // TranslatedAnswer tells the latter as an UpstreamException.
            }
        },
        Runs);

    [Fact]
    public void Stream_WithAnEventMutatedAnyhow_IsTranslatedOrTheUpstreamsFault() => Properties.Check(
        Gen.Choose(0, MessageStream.Events.Length - 1).SelectMany(index => Mutated(MessageStream.Events[index]).Select(mutated => (index, mutated))),
        broken =>
        {
            var events = MessageStream.Events.ToArray();
            events[broken.index] = broken.mutated.ReplaceLineEndings("");
            var (chunks, _, failure) = MessageStream.Read(MessageStream.Bytes(events));

            Assert.True(failure is null or UpstreamException, failure?.ToString());
            Assert.Equal(failure is null, chunks.LastOrDefault() == "done");
        },
        Runs);

    [Fact]
    public void Stream_WithEventsLostOrOutOfOrder_IsTranslatedOrTheUpstreamsFault() => Properties.Check(
        Gen.Choose(0, MessageStream.Events.Length - 1).ListOf(),
        order =>
        {
            var (chunks, _, failure) = MessageStream.Read(MessageStream.Bytes(order.Select(index => MessageStream.Events[index])));

            Assert.True(failure is null or UpstreamException, failure?.ToString());
            Assert.Equal(failure is null, chunks.LastOrDefault() == "done");
        },
        Runs);

    /// <summary>JSON with one of its values replaced by another; now and then with none, and still JSON in any case.</summary>
    private static Gen<string> Mutated(string json)
    {
        var starts = ValuesOf(json);
        return Gen.Choose(0, starts.Count - 1).SelectMany(at => Gen.Elements(Values).Select(value =>
            string.Concat(json.AsSpan(0, starts[at].Start), value, json.AsSpan(starts[at].End))));
    }

    private static List<(int Start, int End)> ValuesOf(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var reader = new Utf8JsonReader(bytes);
        var values = new List<(int, int)>();
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.EndArray or JsonTokenType.EndObject)
            {
                continue;
            }

            var start = (int)reader.TokenStartIndex;
            var skipping = reader;
            skipping.Skip();
            values.Add((Encoding.UTF8.GetCharCount(bytes, 0, start), Encoding.UTF8.GetCharCount(bytes, 0, (int)skipping.BytesConsumed)));
        }

        return values;
    }
}
