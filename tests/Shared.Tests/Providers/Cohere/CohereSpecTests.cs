using System.Text.Json.Nodes;
using Tollgate.Pricing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Providers.Cohere;

/// <summary>What goes out is what Cohere describes.</summary>
public sealed class CohereSpecTests
{
    [SharedSpecsFact(CohereSpec.File)]
    public async Task Write_Chats_AreAsDescribed()
    {
        string[] members =
        [
            "\"stream\":true,\"max_tokens\":5,\"stop\":\"a\",\"temperature\":0.5,\"top_p\":1,\"top_k\":3,\"seed\":1,\"frequency_penalty\":0.1,\"presence_penalty\":0.1,\"logprobs\":true",
            "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":\"d\",\"strict\":true}}],\"tool_choice\":\"required\"",
            "\"response_format\":{\"type\":\"json_object\"},\"reasoning_effort\":\"none\"",
            "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"schema\":{\"type\":\"object\"}}},\"reasoning_effort\":\"low\"",
            "\"documents\":[\"a\",{\"id\":\"d\",\"data\":{\"text\":\"t\"}}],\"citation_options\":{\"mode\":\"FAST\"},\"safety_mode\":\"STRICT\",\"priority\":3",
        ];

        foreach (var each in members)
        {
            Assert.Empty(await CohereSpec.FindProblemsAsync("/v2/chat", CohereWriting.ChatWith(each, capabilities: ModelCapabilities.Reasoning)));
        }
    }

    [SharedSpecsFact(CohereSpec.File)]
    public async Task Write_Conversations_AreAsDescribed() => Assert.Empty(await CohereSpec.FindProblemsAsync("/v2/chat", CohereWriting.Chat("""
        {"model":"m","messages":[
          {"role":"developer","content":"s"},
          {"role":"user","content":[{"type":"text","text":"t"},{"type":"image_url","image_url":{"url":"https://example.com/a.png","detail":"low"}}]},
          {"role":"assistant","content":"p","reasoning_content":"r","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},
          {"role":"tool","tool_call_id":"c","content":"d"},
          {"role":"assistant","content":"a"},{"role":"user","content":"b"}]}
        """)));

    [SharedSpecsFact(CohereSpec.File)]
    public async Task Write_Embeds_AreAsDescribed() => Assert.Empty(await CohereSpec.FindProblemsAsync(
        "/v2/embed",
        CohereWriting.Embed("""{"model":"m","input":["a","b"],"dimensions":256,"input_type":"search_query","truncate":"NONE"}""")));

    [SharedSpecsFact(CohereSpec.File)]
    public async Task FindProblems_OfAWrongRequest_FindsThem() => Assert.NotEmpty(await CohereSpec.FindProblemsAsync(
        "/v2/chat",
        JsonNode.Parse("""{"model":"m","messages":[{"role":"user","content":[{"type":"input_audio"}]}],"p":1}""")!));
}
