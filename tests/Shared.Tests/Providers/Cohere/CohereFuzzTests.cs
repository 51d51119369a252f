using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Providers.Upstream;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Providers.Cohere;

/// <summary>Whatever comes from either side gives an answer or an error that is meant, and nothing else.</summary>
public sealed class CohereFuzzTests
{
    private const string Request = """
        {"model":"m","stream":true,"messages":[
          {"role":"system","content":"s"},
          {"role":"user","content":[{"type":"text","text":"t"},{"type":"image_url","image_url":{"url":"https://example.com/a.png","detail":"low"}}]},
          {"role":"assistant","content":"p","reasoning_content":"r","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},
          {"role":"tool","tool_call_id":"c","content":"d"}],
         "tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object"},"strict":true}}],"tool_choice":{"type":"function","function":{"name":"f"}},
         "response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object"}}},"max_tokens":5,"stop":["a"],"temperature":0.1,"top_p":1,"top_k":3,"seed":1,
         "logprobs":true,"reasoning_effort":"low","documents":[{"data":{"a":1}}],"safety_mode":"STRICT","metadata":{},"user":"u"}
        """;

    private const string Answer = """
        {"id":"c","finish_reason":"COMPLETE","message":{"role":"assistant","tool_plan":"p","content":[{"type":"thinking","thinking":"h"},{"type":"text","text":"t"}],
          "tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}],
          "citations":[{"start":0,"end":1,"text":"t","sources":[{"type":"document","id":"d","document":{"url":"u","title":"t"}}]}]},
         "logprobs":[{"text":"t","token_ids":[1],"logprobs":[-0.5]}],"usage":{"billed_units":{"input_tokens":5,"output_tokens":3},"cached_tokens":1}}
        """;

    private static readonly string[] Events =
    [
        """{"type":"message-start","id":"c","delta":{"message":{"role":"assistant"}}}""",
        """{"type":"content-delta","index":0,"delta":{"message":{"content":{"text":"水"}}},"logprobs":{"text":"水","logprobs":[-1]}}""",
        """{"type":"tool-call-start","index":0,"delta":{"message":{"tool_calls":{"id":"a","function":{"name":"f","arguments":"{"}}}}}""",
        """{"type":"tool-call-delta","index":0,"delta":{"message":{"tool_calls":{"function":{"arguments":"}"}}}}}""",
        """{"type":"citation-start","index":0,"delta":{"message":{"citations":{"start":0,"sources":[{"document":{"url":"u"}}]}}}}""",
        """{"type":"message-end","delta":{"finish_reason":"COMPLETE","usage":{"billed_units":{"input_tokens":5,"output_tokens":3}}}}""",
    ];

    private static readonly Gen<int> Seeds = Gen.Choose(0, int.MaxValue - 1);

    [Fact]
    public void Write_MutatedRequest_IsARequestOrARefusal() => Properties.Check(
        Seeds,
        seed =>
        {
            try
            {
                CohereWriting.Chat(Mutated(Request, seed), new UnsupportedParameters(drops: seed % 2 == 0), ModelCapabilities.Reasoning);
            }
            catch (RefusalException refused)
            {
                Assert.InRange(refused.Refusal.Status, 400, 499);
            }
        },
        runs: 2_000);

    [Fact]
    public void Read_MutatedAnswer_IsAnAnswerOrAnUpstreamsFailure() => Properties.Check(
        Seeds,
        seed =>
        {
            try
            {
                CohereReading.WholeAsync(Mutated(Answer, seed)).GetAwaiter().GetResult();
            }
            catch (UpstreamException failure)
            {
                Assert.InRange(failure.Refusal.Status, 500, 599);
            }
        },
        runs: 1_000);

    [Fact]
    public void Read_MutatedStream_EndsWithDoneOrAnUpstreamsFailure() => Properties.Check(
        Seeds,
        seed =>
        {
            var events = Events.ToArray();
            events[seed % events.Length] = Mutated(events[seed % events.Length], seed);
            var stream = Encoding.UTF8.GetBytes(string.Concat(events.Select(each => $"data: {each}\n\n")));

            var read = CohereReading.StreamAsync(stream, seed % stream.Length).GetAwaiter().GetResult();

            Assert.Equal(read.Failure is null, read.Chunks.LastOrDefault() == "[DONE]");
        },
        runs: 1_000);

    /// <summary>The same JSON with one value of it replaced, taken out, or wrapped.</summary>
    private static string Mutated(string json, int seed)
    {
        string[] others = ["null", "true", "0", "-1e400", "1.5", "\"\"", "\"\\ud800\"", "\"水\"", "[]", "{}", "[[1]]", "{\"type\":\"text\"}"];
        var root = JsonNode.Parse(json)!;
        var places = Places(root).ToArray();
        var place = places[seed % places.Length];
        var kind = seed / places.Length % (others.Length + 1);
        var marker = kind < others.Length ? "\u0001" : null;
        if (place.Parent is JsonArray array)
        {
            var index = place.GetElementIndex();
            array.RemoveAt(index);
            if (marker is not null)
            {
                array.Insert(index, marker);
            }
        }
        else if (place.Parent is JsonObject parent)
        {
            var name = place.GetPropertyName();
            parent.Remove(name);
            if (marker is not null)
            {
                parent[name] = marker;
            }
        }

        return root.ToJsonString().Replace("\"\\u0001\"", marker is null ? "" : others[kind], StringComparison.Ordinal);
    }

    private static IEnumerable<JsonNode> Places(JsonNode node)
    {
        var children = node switch
        {
            JsonObject members => members.Select(member => member.Value),
            JsonArray items => items,
            _ => [],
        };
        foreach (var child in children.OfType<JsonNode>())
        {
            yield return child;
            foreach (var below in Places(child))
            {
                yield return below;
            }
        }
    }
}
