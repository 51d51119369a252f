using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Tollgate.Pipeline;
using Tollgate.Providers.Chat.Answer;
using Tollgate.Providers.Upstream;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Providers.Gemini;

/// <summary>Whatever a client sends becomes a native body or a refusal; whatever Google sends, an answer or an upstream's error.</summary>
public sealed class GeminiFuzzTests
{
    private const string Request = """
        {"model":"m","messages":[{"role":"system","content":"s"},{"role":"user","name":"n","content":[{"type":"text","text":"t"},
          {"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB"}},{"type":"file","file":{"file_id":"files/a","format":"x"}},
          {"type":"input_audio","input_audio":{"data":"AAAA","format":"wav"}}]},
          {"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{\"x\":1}"},"extra_content":{"google":{"thought_signature":"s"}}}],
           "extra_content":{"google":{"thought_signature":"s"}}},
          {"role":"tool","tool_call_id":"a","content":"r"}],
         "tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object"},"strict":true}}],"tool_choice":"auto","parallel_tool_calls":true,
         "response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object"}}},"max_tokens":5,"temperature":1,"top_p":1,"top_k":1,"n":2,"seed":1,
         "stop":["a"],"logprobs":true,"top_logprobs":1,"reasoning_effort":"low","safety_settings":[],"cached_content":"c","media_resolution":"r","web_search_options":{},
         "modalities":["text"],"service_tier":"auto","store":false}
        """;

    private const string Answer = """
        {"candidates":[{"content":{"parts":[{"text":"a","thought":true},{"text":"b","thoughtSignature":"s"},{"functionCall":{"id":"i","name":"f","args":{"x":1}}},
          {"inlineData":{"mimeType":"image/png","data":"AAAA"}}],"role":"model"},"finishReason":"STOP","finishMessage":"m","index":0,
          "safetyRatings":[{"category":"c","blocked":true}],"logprobsResult":{"chosenCandidates":[{"token":"b","logProbability":-1}],"topCandidates":[{"candidates":[{"token":"b","logProbability":-1}]}]},
          "groundingMetadata":{"groundingChunks":[{"web":{"uri":"u","title":"t"}}],"groundingSupports":[{"segment":{"startIndex":0,"endIndex":1},"groundingChunkIndices":[0]}]},
          "citationMetadata":{"citationSources":[{"startIndex":0,"endIndex":1,"uri":"u"}]}}],
         "promptFeedback":{"blockReason":"SAFETY"},"usageMetadata":{"promptTokenCount":1,"promptTokensDetails":[{"modality":"AUDIO","tokenCount":1}]},"responseId":"r"}
        """;

    /// <summary>Stands for an escape that is JSON and no text, which no serialiser writes.</summary>
    private const string LoneSurrogate = "(lone surrogate)";

    [Fact]
    public void Write_AnyRequest_IsWrittenOrRefused() => Properties.Check(Mutations(Request), mutated =>
    {
        try
        {
            Assert.NotNull(GeminiHarness.Write(mutated));
        }
        catch (RefusalException)
        {
            // As it should be.
        }
    }, runs: 1_000);

    [Fact]
    public void Read_AnyAnswer_IsReadOrAnUpstreamsError() => Properties.Check(Mutations(Answer), mutated =>
    {
        try
        {
            Assert.NotNull(GeminiHarness.Read(mutated).Answer);
        }
        catch (Exception failure) when (failure is UpstreamException || WireFault.Is(failure))
        {
            // The second is what TranslatedAnswer turns into the first.
        }
    }, runs: 1_000);

    [Fact]
    public void Translate_AnyEvent_IsReadOrAnUpstreamsError() => Properties.Check(Mutations(Answer), mutated =>
    {
        try
        {
            Assert.NotEmpty(GeminiHarness.StreamAsync(GeminiHarness.Sse(mutated.ReplaceLineEndings(""))).GetAwaiter().GetResult().Chunks);
        }
        catch (UpstreamException)
        {
            // As it should be.
        }
    }, runs: 500);

    /// <summary>One to three of its values replaced by others, or taken out.</summary>
    private static Gen<string> Mutations(string fixture)
    {
        var count = Places(JsonNode.Parse(fixture)!).Count;
        var values = Gen.Elements<string?>(
            null, "null", "true", "-1", "1e300", "7", "\"\"", "\"x\"", $"\"{LoneSurrogate}\"", "[]", "{}", "[[]]", "[null]", "{\"x\":null}", "\"data:,\"", "\"files/\"", "\"STOP\"", "9007199254740993");
        var change = from place in Gen.Choose(0, count - 1) from value in values select (place, value);
        return from changes in change.NonEmptyListOf() select Apply(fixture, [.. changes.Take(3)]);
    }

    private static string Apply(string fixture, (int Place, string? Value)[] changes)
    {
        var root = JsonNode.Parse(fixture)!;
        foreach (var (place, value) in changes)
        {
            var places = Places(root);
            if (place < places.Count)
            {
                Replace(places[place], value is null ? null : JsonNode.Parse(value), value is null);
            }
        }

        return root.ToJsonString().Replace(LoneSurrogate, "\\ud800", StringComparison.Ordinal);
    }

    private static void Replace(JsonNode place, JsonNode? value, bool removes)
    {
        switch (place.Parent)
        {
            case JsonObject parent when removes:
                parent.Remove(place.GetPropertyName());
                break;
            case JsonObject parent:
                parent[place.GetPropertyName()] = value;
                break;
            case JsonArray parent when removes:
                parent.RemoveAt(place.GetElementIndex());
                break;
            case JsonArray parent:
                parent[place.GetElementIndex()] = value;
                break;
            default:
                break;
        }
    }

    private static List<JsonNode> Places(JsonNode root)
    {
        var places = new List<JsonNode>();
        Add(root);
        return places;

        void Add(JsonNode node)
        {
            places.Add(node);
            var children = node switch
            {
                JsonObject parent => parent.Select(member => member.Value),
                JsonArray parent => parent,
                _ => [],
            };
            foreach (var child in children.OfType<JsonNode>())
            {
                Add(child);
            }
        }
    }
}
