using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Providers;
using Tollgate.Providers.Chat.Answer;
using Tollgate.Providers.Chat.Request;
using Tollgate.Providers.Gemini.Answer;
using Tollgate.Providers.Gemini.Request;
using Tollgate.Providers.Upstream;
using Tollgate.State;
using Tollgate.Testing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Providers.Gemini;

/// <summary>Runs the Gemini translators without a socket.</summary>
internal static class GeminiHarness
{
    private static readonly ChatIdentity Identity = new("chatcmpl-1", "gemini-2.5-flash", 1);

    /// <summary>The body that a chat request becomes.</summary>
    public static JsonNode Write(string body, string model = "gemini-2.5-flash", ModelCapabilities capabilities = ModelCapabilities.None)
    {
        var attempt = TestGateway.Attempt(TestGateway.Request(body, new ManualTimeProvider()), Deployment(model, capabilities));
        using var document = RequestJson.Parse(attempt.Request.Body);
        var chat = ChatRequestReader.Read(document.RootElement, attempt);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            GeminiRequest.Write(json, chat, attempt);
        }

        return JsonNode.Parse(stream.ToArray())!;
    }

    /// <summary>The body that a user's one message, and these further members, become.</summary>
    public static JsonNode Ask(string members, string model = "gemini-2.5-flash") =>
        Write($$"""{"model":"m","messages":[{"role":"user","content":"Hi"}]{{(members.Length > 0 ? "," : "")}}{{members}}}""", model);

    public static Refusal Refused(string members, string model = "gemini-2.5-flash", ModelCapabilities capabilities = ModelCapabilities.None) =>
        Assert.Throws<RefusalException>(() => Write($$"""{"model":"m","messages":[{"role":"user","content":"Hi"}],{{members}}}""", model, capabilities)).Refusal;

    public static Deployment Deployment(string model, ModelCapabilities capabilities = ModelCapabilities.None) =>
        TestGateway.Deployment(TestGateway.Provider("gemini", new Uri("https://gemini.example/v1beta")), model, capabilities);

    /// <summary>The chat completion that a whole answer becomes.</summary>
    public static (JsonNode Answer, TokenUsage? Usage) Read(string answer)
    {
        using var document = JsonDocument.Parse(answer);
        var written = AnswerJson.Write(GeminiAnswer.Read(document.RootElement, new CountedIds(), "up"), Identity, upstreamRequestId: null);
        return (JsonNode.Parse(written.Body.Span)!, written.Usage);
    }

    /// <summary>The chunks that the pieces of a response become, the last one telling usage where there is any.</summary>
    public static async Task<(List<JsonNode> Chunks, TokenUsage? Usage)> StreamAsync(params byte[][] pieces)
    {
        var time = new ManualTimeProvider();
        using var response = new HttpResponseMessage { Content = new StreamContent(new PiecewiseStream().Feed(pieces).End()) };
        using var deadline = new Deadline(time, CancellationToken.None);
        await using var stream = await TranslatedStream.OpenAsync(
            response, new GeminiStreamTranslator(new CountedIds(), "up"), Identity, TestGateway.Provider("gemini"), deadline);
        var chunks = new List<JsonNode>();
        await foreach (var current in stream.ReadEventsAsync())
        {
            if (current.Kind != StreamEventKind.Done)
            {
                chunks.Add(JsonNode.Parse(current.Data.Span)!);
            }
        }

        return (chunks, stream.Usage);
    }

    public static byte[] Sse(params string[] events) => Encoding.UTF8.GetBytes(string.Concat(events.Select(data => $"data: {data}\r\n\r\n")));

    private sealed class CountedIds : IIdSource
    {
        private int _last;

        public string Next() => (++_last).ToString(CultureInfo.InvariantCulture);
    }
}
