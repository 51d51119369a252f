using System.Text.Json;
using FsCheck.Fluent;
using Tollgate.Pipeline;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Providers.Bedrock;

/// <summary>What goes out has the shape that AWS's own description of the service gives it.</summary>
public sealed class ConverseShapeTests
{
    private const string Spec = "bedrock-runtime.service-2.json";

    private static readonly string[] Members =
    [
        """ "temperature":0.5,"top_p":0.9,"top_k":5,"stop":["a"],"max_tokens":5000 """,
        """ "tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object","properties":{"a":{"$ref":"#/$defs/x"}}},"strict":true},"cache_control":{"type":"ephemeral"}}],"tool_choice":"required" """,
        """ "response_format":{"type":"json_object"},"reasoning_effort":"low","max_tokens":5000 """,
        """ "guardrailConfig":{"guardrailIdentifier":"g","guardrailVersion":"1","trace":"enabled"},"requestMetadata":{"a":"b"},"performanceConfig":{"latency":"optimized"} """,
        """ "messages":[{"role":"system","content":"s"},{"role":"user","content":[{"type":"text","text":"t","cache_control":{"type":"ephemeral","ttl":"1h"}},{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgoAAAANSUhEUg=="}},{"type":"file","file":{"filename":"a.md","file_data":"data:text/markdown;base64,AAAA"}}]},{"role":"assistant","content":"x","tool_calls":[{"id":"ü","type":"function","function":{"name":"f","arguments":"{\"a\":[1,null]}"}}],"thinking_blocks":[{"type":"thinking","thinking":"t","signature":"s"}]},{"role":"tool","tool_call_id":"ü","content":[{"type":"text","text":"r"}]}] """,
    ];

    [SharedSpecsFact(Spec)]
    public void Requests_OfEveryKindAndFamily_HaveTheDescribedShape()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedSpecs.PathOf(Spec)!));
        var shapes = new ServiceShapes(document.RootElement);
        foreach (var model in (string[])[BedrockHarness.Haiku, BedrockHarness.Sonnet, BedrockHarness.Opus, BedrockHarness.Nova, BedrockHarness.Llama, "mistral.mistral-large-2402-v1:0"])
        {
            foreach (var members in Members)
            {
                var body = JsonElement.Parse(BedrockHarness.TranslateBytes(BodyOf(members), model, drops: true).Span);

                Assert.Empty(shapes.Faults(body, "ConverseRequest", without: "modelId"));
            }
        }
    }

    [Fact]
    public void Requests_OfAnyMembers_AreTranslatedOrRefused()
    {
        var values = Gen.Elements("null", "1", "-1", "1e3", "\"x\"", "true", "[]", "{}", "[{}]", "[\"a\"]", "{\"type\":\"json_schema\"}", "{\"type\":\"enabled\"}", "\"auto\"", "\"low\"");
        var names = Gen.Elements(
            "tools", "tool_choice", "response_format", "stop", "max_tokens", "temperature", "top_k", "thinking", "reasoning_effort", "seed", "n", "metadata",
            "service_tier", "modalities", "logit_bias", "guardrailConfig", "additionalModelRequestFields", "parallel_tool_calls", "functions", "user", "store");
        var members = names.SelectMany(name => values.Select(value => $"\"{name}\":{value}")).ListOf().Select(list => string.Join(',', list.DistinctBy(member => member.Split(':')[0])));
        Properties.Check(members, json =>
        {
            try
            {
                BedrockHarness.Translate(BedrockHarness.Ask(json), BedrockHarness.Sonnet, drops: true);
            }
            catch (RefusalException)
            {
                // As it should be.
            }
        }, runs: 1000);
    }

    [Fact]
    public void Requests_WithAnyMessage_AreTranslatedOrRefused()
    {
        var parts = Gen.Elements(
            "null", "\"\"", "\" \"", "\"x\"", "1", "[]", "[1]", """[{"type":"text"}]""", """[{"type":"text","text":"t"}]""", """[{"type":"image_url","image_url":{"url":"data:,"}}]""",
            """[{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]""", """[{"type":"file","file":{}}]""", """[{"type":"text","text":"t","cache_control":1}]""");
        var extras = Gen.Elements(
            "", ""","tool_calls":[]""", ""","tool_calls":[{"id":"a","function":{"name":"f","arguments":"nope"}}]""", ""","tool_calls":[{"id":"a","function":{"name":"f","arguments":"{}"}}]""",
            ""","tool_call_id":"a" """, ""","thinking_blocks":[1,{},{"thinking":1},{"thinking":"t"}]""", ""","name":"n" """);
        var roles = Gen.Elements("system", "developer", "user", "assistant", "tool", "function", "nobody");
        var message = roles.SelectMany(role => parts.SelectMany(content => extras.Select(extra => $$"""{"role":"{{role}}","content":{{content}}{{extra}}}""")));
        Properties.Check(message.ListOf(), messages =>
        {
            try
            {
                BedrockHarness.Translate($$"""{"model":"m","messages":[{{string.Join(',', messages)}}]}""", BedrockHarness.Sonnet, drops: true);
            }
            catch (RefusalException)
            {
                // As it should be.
            }
        }, runs: 1000);
    }

    private static string BodyOf(string members) =>
        members.Contains("\"messages\"", StringComparison.Ordinal) ? $$"""{"model":"m",{{members}}}""" : BedrockHarness.Ask(members);
}
