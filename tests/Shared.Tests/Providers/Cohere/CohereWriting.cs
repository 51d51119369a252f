using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Providers;
using Tollgate.Providers.Chat.Request;
using Tollgate.Providers.Cohere;
using Tollgate.Testing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Providers.Cohere;

/// <summary>What Cohere is asked for what a client asks.</summary>
internal static class CohereWriting
{
    public static Deployment Deployment(Uri? baseUrl = null, ModelCapabilities capabilities = ModelCapabilities.Chat) =>
        TestGateway.Deployment(TestGateway.Provider("cohere", baseUrl), "command-a", capabilities);

    public static JsonNode Chat(string json, UnsupportedParameters? unsupported = null, ModelCapabilities capabilities = ModelCapabilities.Chat)
    {
        var request = TestGateway.Request(json, new ManualTimeProvider());
        using var body = RequestJson.Parse(request.Body);
        var chat = ChatRequestReader.Read(body.RootElement, TestGateway.Attempt(request));
        return Written(new CohereChatRequest(chat, Deployment(capabilities: capabilities), unsupported ?? new UnsupportedParameters(drops: false)).Write);
    }

    /// <summary>The same with one message, and these members behind it.</summary>
    public static JsonNode ChatWith(string members, UnsupportedParameters? unsupported = null, ModelCapabilities capabilities = ModelCapabilities.Chat) =>
        Chat($$"""{"model":"m","messages":[{"role":"user","content":"Hi"}],{{members}}}""", unsupported, capabilities);

    public static JsonNode Embed(string json, UnsupportedParameters? unsupported = null)
    {
        var request = TestGateway.Request(json, new ManualTimeProvider(), Operation.Embeddings);
        using var body = RequestJson.Parse(request.Body);
        var members = new MemberReader(body.RootElement);
        return Written(new CohereEmbedRequest(members, Deployment(), unsupported ?? new UnsupportedParameters(drops: false)).Write);
    }

    private static JsonNode Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        return JsonNode.Parse(buffer.WrittenSpan)!;
    }
}
