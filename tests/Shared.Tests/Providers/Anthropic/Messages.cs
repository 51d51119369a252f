using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tollgate.Auth;
using Tollgate.Pipeline;
using Tollgate.Providers;
using Tollgate.Providers.Anthropic;
using Tollgate.Providers.Chat.Request;
using Tollgate.Testing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Providers.Anthropic;

/// <summary>Chat requests as the Messages API gets them.</summary>
internal static class Messages
{
    public const string Newest = "claude-opus-5-5";
    public const string Oldest = "claude-3-haiku-20240307";

    /// <summary>A request of one message, with further members.</summary>
    public static string Saying(string members = "") => $$"""{"model":"m","messages":[{"role":"user","content":"Hi"}]{{(members.Length > 0 ? "," : "")}}{{members}}}""";

    public static JsonNode Body(string json, string model = "claude-haiku-4-5") => Translate(json, model, drops: false).Body;

    /// <summary>For a tenant that has what cannot be done left out.</summary>
    public static (JsonNode Body, IReadOnlyList<string> Dropped) Dropping(string json, string model = "claude-haiku-4-5") => Translate(json, model, drops: true);

    public static Refusal Refused(string json, string model = "claude-haiku-4-5") =>
        Assert.Throws<RefusalException>(() => Translate(json, model, drops: false)).Refusal;

    private static (JsonNode Body, IReadOnlyList<string> Dropped) Translate(string json, string model, bool drops)
    {
        var attempt = TestGateway.Attempt(Request(json, drops), TestGateway.Deployment(upstreamModel: model));
        using var body = RequestJson.Parse(attempt.Request.Body);
        var plan = MessagesPlan.Of(ChatRequestReader.Read(body.RootElement, attempt), attempt);
        var written = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(written))
        {
            MessagesBody.Write(writer, plan);
        }

        return (JsonNode.Parse(written.WrittenSpan)!, attempt.Dropped);
    }

    private static GatewayRequest Request(string json, bool drops)
    {
        var request = TestGateway.Request(json, new ManualTimeProvider());
        return new GatewayRequest
        {
            Id = request.Id,
            Operation = request.Operation,
            Caller = new Caller(TestGateway.Tenant with { DropsUnsupportedParameters = drops }, TestGateway.ApiKey, "ann"),
            Configuration = request.Configuration,
            Facts = request.Facts,
            Body = request.Body,
            StartedAt = request.StartedAt,
            StartedTimestamp = request.StartedTimestamp,
            UpstreamWait = request.UpstreamWait,
        };
    }
}
