using System.Text;
using System.Text.Json.Nodes;
using NJsonSchema;
using Tollgate.Configuration.Profiles;
using Tollgate.Pricing;
using Tollgate.Providers.OpenAI;
using Tollgate.Testing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Providers.OpenAI;

/// <summary>What the relay puts into a request is what OpenAI describes.</summary>
public sealed class OpenAISpecTests
{
    private const string Description = "openai.openapi.json";

    private static readonly string[] Requests =
    [
        """{"model":"m","messages":[{"role":"user","content":"hi"}]}""",
        """{"stream":true,"model":"m","messages":[{"role":"user","content":"hi"}]}""",
        """{"stream":true,"stream_options":{"include_obfuscation":false},"model":"m","messages":[{"role":"user","content":"hi"}]}""",
        """{"stream":true,"stream_options":null,"model":"m","messages":[{"role":"developer","content":"hi"}],"max_tokens":5}""",
        """{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"a"},{"type":"image_url","image_url":{"url":"https://a/b.png"}}]}],"max_completion_tokens":5,"tools":[{"type":"function","function":{"name":"f","parameters":{}}}],"tool_choice":"auto"}""",
    ];

    [SharedSpecsFact(Description)]
    public async Task Body_OfEachKindOfRequest_FitsOpenAIsDescription()
    {
        var schema = await LoadAsync();
        foreach (var json in Requests)
        {
            foreach (var bound in new long?[] { null, 3 })
            {
                var request = TestGateway.Request(json, new ManualTimeProvider());
                var provider = TestGateway.Provider() with { Quirks = ProviderProfiles.ByType["openai"].Quirks };
                var deployment = TestGateway.Deployment(provider, "gpt-4o", ModelCapabilities.Chat | ModelCapabilities.Reasoning);
                using var body = OpenAIRequest.Body(TestGateway.Attempt(request, deployment, bound));
                var sent = Encoding.UTF8.GetString(await body.ReadAsByteArrayAsync());

                Assert.True(schema.Validate(sent) is { Count: 0 }, $"{sent}: {string.Join("; ", schema.Validate(sent))}");
            }
        }
    }

    [SharedSpecsFact(Description)]
    public async Task Description_AsRead_FindsFault() =>
        Assert.NotEmpty((await LoadAsync()).Validate("""{"model":"m","messages":[],"stream":"yes"}"""));

    private static async Task<JsonSchema> LoadAsync()
    {
        var document = JsonNode.Parse(await File.ReadAllTextAsync(SharedSpecs.PathOf(Description)!))!;
        var whole = new JsonObject
        {
            ["definitions"] = document["components"]!["schemas"]!.DeepClone(),
            ["allOf"] = new JsonArray(new JsonObject { ["$ref"] = "#/components/schemas/CreateChatCompletionRequest" }),
        };

        // The validator knows JSON Schema and not OpenAPI, and no integers beyond 64 bits.
        return await JsonSchema.FromJsonAsync(whole.ToJsonString()
            .Replace("#/components/schemas/", "#/definitions/", StringComparison.Ordinal)
            .Replace("9223372036854776000", "9223372036854775000", StringComparison.Ordinal));
    }
}
