using System.Buffers.Binary;
using System.Text.Json.Nodes;
using Tollgate.Pipeline;
using Tollgate.Providers;
using Tollgate.Providers.Demo;
using Tollgate.Providers.Upstream;
using Tollgate.Testing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Providers.Demo;

public sealed class DemoProviderTests
{
    private const string Weather = """
        "tools":[{"type":"function","function":{"name":"get_time","parameters":{"type":"object","properties":{"zone":{"type":"string","enum":["UTC"]}}}}},
         {"type":"function","function":{"name":"get_weather","parameters":{"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer"}}}}}]
        """;

    [Fact]
    public async Task Ask_SameRequestTwice_GivesTheSameAnswer()
    {
        const string json = """{"model":"m","messages":[{"role":"user","content":"Grüße"}]}""";

        var (first, usage) = await CreateDemo().AskAsync(json);
        var (second, _) = await CreateDemo().AskAsync(json);

        Assert.Equal(first.ToJsonString(), second.ToJsonString());
        Assert.Equal("Hello from Tollgate's demo provider. You said: Grüße", TextOf(first));
        Assert.Equal("stop", first["choices"]![0]!["finish_reason"]!.GetValue<string>());
        Assert.Equal(usage!.Value.TotalInput, first["usage"]!["prompt_tokens"]!.GetValue<long>());
        Assert.Equal(usage.Value.TotalOutput, first["usage"]!["completion_tokens"]!.GetValue<long>());
    }

    [Fact]
    public async Task Ask_Streamed_SaysTheSameAsWhole()
    {
        var (whole, wholeUsage) = await CreateDemo().AskAsync("""{"model":"m","messages":[{"role":"user","content":"one two  three"}]}""");
        var (chunks, usage) = await CreateDemo().StreamAsync("""{"model":"m","stream":true,"messages":[{"role":"user","content":"one two  three"}]}""");

        Assert.Equal(TextOf(whole), string.Concat(chunks.Select(DeltaText)));
        Assert.Equal(wholeUsage, usage);
        Assert.Empty(chunks[^1]["choices"]!.AsArray());
        Assert.Equal(usage!.Value.Total, chunks[^1]["usage"]!["total_tokens"]!.GetValue<long>());
    }

    [Theory]
    [InlineData("\"max_tokens\":2", "Hello from", "length")]
    [InlineData("\"max_completion_tokens\":1,\"max_tokens\":9", "Hello", "length")]
    [InlineData("\"stop\":\" from\"", "Hello", "stop")]
    [InlineData("\"stop\":[\"demo\",\"Toll\",\"\"]", "Hello from ", "stop")]
    [InlineData("\"stop\":[\"never said\"],\"max_tokens\":1", "Hello", "length")]
    public async Task Ask_WithALimit_StopsThere(string limit, string text, string reason)
    {
        var (answer, _) = await CreateDemo().AskAsync($$"""{"model":"m",{{limit}},"messages":[{"role":"user","content":"x"}]}""");

        Assert.Equal(text, TextOf(answer));
        Assert.Equal(reason, answer["choices"]![0]!["finish_reason"]!.GetValue<string>());
    }

    [Fact]
    public async Task Ask_ForSeveralChoices_GivesAndBillsEach()
    {
        var (one, usageOfOne) = await CreateDemo().AskAsync("""{"model":"m","messages":[{"role":"user","content":"x"}]}""");
        var (three, usageOfThree) = await CreateDemo().AskAsync("""{"model":"m","n":3,"messages":[{"role":"user","content":"x"}]}""");

        Assert.Single(one["choices"]!.AsArray());
        Assert.Equal([0, 1, 2], three["choices"]!.AsArray().Select(choice => choice!["index"]!.GetValue<int>()));
        Assert.Equal(3 * usageOfOne!.Value.Output, usageOfThree!.Value.Output);
    }

    [Theory]
    [InlineData("what is the weather?", "", "get_time")]
    [InlineData("call get_weather please", "", "get_weather")]
    [InlineData("get_weather and get_time", "", "get_time,get_weather")]
    [InlineData("get_time", ""","tool_choice":{"type":"function","function":{"name":"get_weather"}} """, "get_weather")]
    [InlineData("get_time", ""","tool_choice":"none" """, "")]
    public async Task Ask_WithTools_CallsTheFittingOnes(string text, string choice, string called)
    {
        var json = $$"""{"model":"m",{{Weather}}{{choice}},"messages":[{"role":"user","content":"{{text}}"}]}""";

        var (answer, _) = await CreateDemo().AskAsync(json);

        var calls = answer["choices"]![0]!["message"]!["tool_calls"]?.AsArray().Select(call => call!["function"]!).ToArray() ?? [];
        Assert.Equal(called, string.Join(',', calls.Select(call => call["name"]!.GetValue<string>())));
        Assert.Equal(called.Length > 0 ? "tool_calls" : "stop", answer["choices"]![0]!["finish_reason"]!.GetValue<string>());
        foreach (var call in calls)
        {
            var arguments = JsonNode.Parse(call["arguments"]!.GetValue<string>())!;
            Assert.True(arguments["city"]?.GetValue<string>() == "demo" || arguments["zone"]?.GetValue<string>() == "UTC");
        }
    }

    [Fact]
    public async Task Ask_ToolsStreamed_ArgumentsAddUpByIndex()
    {
        var json = $$"""{"model":"m","stream":true,{{Weather}},"messages":[{"role":"user","content":"get_weather and get_time"}]}""";

        var (chunks, _) = await CreateDemo().StreamAsync(json);

        var deltas = chunks.SelectMany(chunk => chunk["choices"]!.AsArray()).SelectMany(choice => choice!["delta"]!["tool_calls"]?.AsArray() ?? []).ToArray();
        var arguments = deltas.GroupBy(call => call!["index"]!.GetValue<int>())
            .Select(group => string.Concat(group.Select(call => call!["function"]!["arguments"]!.GetValue<string>()))).ToArray();
        Assert.Equal(["""{"zone":"UTC"}""", """{"city":"demo","days":1}"""], arguments);
        Assert.Equal(2, deltas.Select(call => call!["id"]?.GetValue<string>()).OfType<string>().Distinct().Count());
    }

    [Fact]
    public async Task Ask_AfterAToolCall_AnswersWithItsResult()
    {
        var (answer, _) = await CreateDemo().AskAsync($$"""
            {"model":"m",{{Weather}},"messages":[{"role":"user","content":"get_weather"},{"role":"assistant","tool_calls":[]},{"role":"tool","tool_call_id":"c","content":"sunny"}]}
            """);

        Assert.Equal("The tool says: sunny", TextOf(answer));
    }

    [Fact]
    public async Task Ask_StructuredOutput_FitsTheSchema()
    {
        var (answer, _) = await CreateDemo().AskAsync("""
            {"model":"m","messages":[{"role":"user","content":"x"}],"response_format":{"type":"json_schema","json_schema":{"name":"s","schema":
             {"type":"object","properties":{"ok":{"type":"boolean"},"list":{"type":"array","items":{"type":"number"}},"maybe":{"type":["null","string"]}}}}}}
            """);

        Assert.Equal("""{"ok":true,"list":[1],"maybe":null}""", TextOf(answer));
    }

    [Theory]
    [InlineData("429", 429)]
    [InlineData("503", 503)]
    [InlineData("200", 400)]
    public async Task Ask_ToldToFail_FailsSo(string told, int status)
    {
        var failure = await Assert.ThrowsAsync<UpstreamException>(() => CreateDemo().StartAsync($$"""{"model":"m","messages":[{"role":"user","content":"please /fail {{told}}"}]}"""));

        Assert.Equal((status, "demo_failure"), (failure.Refusal.Status, failure.Refusal.Code));
    }

    [Fact]
    public async Task Ask_ToldToBreakOff_StreamsThatManyChunksFirst()
    {
        await using var told = (StreamedAnswer)await CreateDemo().StartAsync("""{"model":"m","stream":true,"messages":[{"role":"user","content":"/cut 3"}]}""");
        var chunks = 0;

        var failure = await Assert.ThrowsAsync<UpstreamException>(async () =>
        {
            await foreach (var _ in told.ReadEventsAsync())
            {
                chunks++;
            }
        });

        Assert.Equal((3, "upstream_interrupted"), (chunks, failure.Refusal.Code));
        Assert.Null(told.Usage);
        Assert.True(told.ContentBytes > 0);
    }

    [Fact]
    public async Task Ask_ToldToBeSlow_TakesItsTime()
    {
        var demo = CreateDemo();

        var asking = demo.StartAsync("""{"model":"m","messages":[{"role":"user","content":"/slow 100"}]}""");
        await demo.Time.WhenArmedAsync(1);
        demo.Time.Advance(TimeSpan.FromMilliseconds(899));
        Assert.False(asking.IsCompleted);
        demo.Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.IsType<WholeAnswer>(await asking);
    }

    [Fact]
    public async Task Ask_SlowerThanATimerCanCount_StillWaits()
    {
        var demo = CreateDemo();

        var asking = demo.StartAsync($$"""{"model":"m","messages":[{"role":"user","content":"/slow 60000{{string.Concat(Enumerable.Repeat(" a", 80_000))}}"}]}""");
        await demo.Time.WhenArmedAsync(1);
        demo.Time.Advance(TimeSpan.FromHours(1));

        Assert.IsType<WholeAnswer>(await asking);
    }

    [Fact]
    public async Task Ask_Embeddings_FloatsAndBase64Agree()
    {
        var (floats, usage) = await CreateDemo().AskAsync("""{"model":"m","input":["a","b"],"dimensions":8}""", Operation.Embeddings);
        var (packed, _) = await CreateDemo().AskAsync("""{"model":"m","input":["a","b"],"dimensions":8,"encoding_format":"base64"}""", Operation.Embeddings);

        for (var i = 0; i < 2; i++)
        {
            var vector = floats["data"]![i]!["embedding"]!.AsArray().Select(value => value!.GetValue<float>()).ToArray();
            var bytes = Convert.FromBase64String(packed["data"]![i]!["embedding"]!.GetValue<string>());
            Assert.Equal(8, vector.Length);
            Assert.Equal(vector, Enumerable.Range(0, 8).Select(at => BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(at * 4))));
            Assert.Equal(1, vector.Sum(value => value * value), 1e-5);
        }

        Assert.NotEqual(floats["data"]![0]!["embedding"]!.ToJsonString(), floats["data"]![1]!["embedding"]!.ToJsonString());
        Assert.Equal(usage!.Value.Total, floats["usage"]!["total_tokens"]!.GetValue<long>());
    }

    [Theory]
    [InlineData("\"text\"", 1)]
    [InlineData("[1,2,3]", 1)]
    [InlineData("[[1,2],[3]]", 2)]
    public async Task Ask_EmbeddingsOfAnyInput_GivesOneVectorEach(string input, int vectors)
    {
        var (answer, _) = await CreateDemo().AskAsync($$"""{"model":"m","input":{{input}},"dimensions":2}""", Operation.Embeddings);

        Assert.Equal(vectors, answer["data"]!.AsArray().Count);
    }

    [Fact]
    public async Task Ask_MoreInputsThanOpenAITakes_IsRefused()
    {
        var input = string.Join(',', Enumerable.Repeat("\"a\"", 2049));

        var refusal = await CreateDemo().RefusedAsync($$"""{"model":"m","input":[{{input}}]}""", Operation.Embeddings);

        Assert.Equal((400, "array_above_max_length", "input"), (refusal.Status, refusal.Code, refusal.Param));
    }

    [Fact]
    public async Task Ask_LoneSurrogate_IsRefused()
    {
        var refusal = await CreateDemo().RefusedAsync("""{"model":"m","messages":[{"role":"user","content":"cut emoji \ud83d"}]}""");

        Assert.Equal((400, "invalid_json"), (refusal.Status, refusal.Code));
    }

    [Theory]
    [InlineData(""" "response_format":{"type":7} """)]
    [InlineData(""" "response_format":{"type":"json_schema","json_schema":"x"} """)]
    [InlineData(""" "response_format":{"type":"json_schema","json_schema":{"schema":{"type":[7],"properties":7}}} """)]
    [InlineData(""" "response_format":{"type":"json_schema","json_schema":{"schema":{"enum":7,"type":{}}}} """)]
    [InlineData(""" "tools":[7,{"function":7},{"function":{"name":7}}] """)]
    [InlineData(""" "tools":[{"function":{"name":"f","parameters":7}}],"tool_choice":{"function":7} """)]
    [InlineData(""" "tools":[{"function":{"name":"f"}}],"tool_choice":{"function":{"name":7}} """)]
    [InlineData(""" "stop":[7,null] """)]
    [InlineData(""" "n":999999999999,"max_tokens":999999999999 """)]
    public async Task Ask_OddMembers_StillAnswers(string member)
    {
        var (answer, _) = await CreateDemo().AskAsync($$"""{"model":"m",{{member}},"messages":[{"role":"user","content":[{"type":"text","text":7},{"type":"image_url"}]}]}""");

        Assert.NotEmpty(answer["choices"]!.AsArray());
    }

    [Fact]
    public void Ask_AnythingTheDoorLetsIn_AnswersOrRefuses() => Properties.Check(Endpoints.Body.BodyGenerators.Bodies, json =>
    {
        try
        {
            var request = TestGateway.Request(json, new ManualTimeProvider());
            new DemoProvider(new ManualTimeProvider()).AskAsync(TestGateway.Attempt(request), CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (RefusalException refused)
        {
            Assert.InRange(refused.Refusal.Status, 400, 499);
        }
    }, runs: 500);

    private static ProviderHarness CreateDemo() => new(time => new DemoProvider(time));

    private static string TextOf(JsonNode answer) => answer["choices"]![0]!["message"]!["content"]!.GetValue<string>();

    private static string? DeltaText(JsonNode chunk) => chunk["choices"]!.AsArray().FirstOrDefault()?["delta"]!["content"]?.GetValue<string>();
}
