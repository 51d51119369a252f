using System.Text;

namespace Tollgate.Load;

/// <summary>An OpenAI-shaped upstream that answers at once from bytes made beforehand, so that it costs as little as possible.</summary>
internal sealed class Upstream : IAsyncDisposable
{
    private const int Chunks = 20;

    private static readonly byte[] Whole = Encoding.UTF8.GetBytes(
        """{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"fast","choices":[{"index":0,"message":{"role":"assistant","content":"An answer of some forty words, so that it looks like one: the quick brown fox jumps over the lazy dog, again and again, until the reader is quite sure that it is indeed a fox and that the dog is lazy."},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":25,"completion_tokens":50,"total_tokens":75}}""");

    private static readonly byte[] Events = Encoding.UTF8.GetBytes(
        string.Concat(Enumerable.Range(0, Chunks).Select(_ => """data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"fast","choices":[{"index":0,"delta":{"content":" word"},"finish_reason":null}],"usage":null}""" + "\n\n"))
        + """data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"fast","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":null}""" + "\n\n"
        + """data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"fast","choices":[],"usage":{"prompt_tokens":25,"completion_tokens":20,"total_tokens":45}}""" + "\n\n"
        + "data: [DONE]\n\n");

    private readonly WebApplication _app;

    private Upstream(WebApplication app) => _app = app;

    public string BaseUrl => _app.Urls.First() + "/v1";

    public static async Task<Upstream> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost("/v1/chat/completions", AnswerAsync);
        await app.StartAsync();
        return new Upstream(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task AnswerAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var isStream = body.GetBuffer().AsSpan(0, (int)body.Length).IndexOf("\"stream\":true"u8) >= 0;
        var answer = isStream ? Events : Whole;
        http.Response.ContentType = isStream ? "text/event-stream" : "application/json";
        http.Response.ContentLength = isStream ? null : answer.Length;
        await http.Response.Body.WriteAsync(answer);
    }
}
