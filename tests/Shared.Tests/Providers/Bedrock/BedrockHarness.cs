using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tollgate.Configuration;
using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Providers.Bedrock.Request;
using Tollgate.Providers.Chat.Request;
using Tollgate.Testing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Providers.Bedrock;

/// <summary>Chat requests as Converse gets to see them.</summary>
internal static class BedrockHarness
{
    public const string Haiku = "anthropic.claude-3-haiku-20240307-v1:0";
    public const string Sonnet = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
    public const string Opus = "us.anthropic.claude-opus-4-8";
    public const string Nova = "us.amazon.nova-pro-v1:0";
    public const string Llama = "us.meta.llama3-3-70b-instruct-v1:0";

    public static Deployment Deployment(string model, Uri? baseUrl = null) => TestGateway.Deployment(Provider(baseUrl), model);

    public static ProviderOptions Provider(Uri? baseUrl = null) =>
        TestGateway.Provider("bedrock", baseUrl) with { Aws = new AwsOptions { Region = "us-east-1", Geography = "us" } };

    /// <exception cref="RefusalException">It cannot be asked.</exception>
    public static JsonNode Translate(string json, string model = Haiku, bool drops = false) =>
        JsonNode.Parse(TranslateBytes(json, model, drops).Span)!;

    public static ReadOnlyMemory<byte> TranslateBytes(string json, string model = Haiku, bool drops = false)
    {
        var request = TestGateway.Request(json, new ManualTimeProvider());
        using var body = Tollgate.Providers.RequestJson.Parse(request.Body);
        var converse = new ConverseRequest(ChatRequestReader.Read(body.RootElement, TestGateway.Attempt(request)), Deployment(model), new UnsupportedParameters(drops));
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            converse.Write(writer);
        }

        return buffer.WrittenMemory;
    }

    /// <summary>A request of one user message, with further members.</summary>
    public static string Ask(string members = "") => $$"""{"model":"m","messages":[{"role":"user","content":"hi"}]{{(members.Length == 0 ? "" : ",")}}{{members}}}""";
}
