using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Tollgate.Endpoints;
using Tollgate.Endpoints.Streaming;
using Tollgate.Providers;
using Tollgate.Providers.OpenAI;
using Tollgate.Providers.Upstream;
using Tollgate.Tests.Endpoints;
using Tollgate.Tests.Support;
using Xunit.Abstractions;

namespace Tollgate.Tests.Pipeline;

/// <summary>
/// What the gateway itself allocates on the request path, in bytes. The output tells the figures; the bounds hold for a debug
/// build, whose state machines are objects (a release build takes about a quarter of it for a chunk).
/// </summary>
public sealed class AllocationTests(ITestOutputHelper output)
{
    private static readonly byte[] Chunk = Encoding.UTF8.GetBytes(
        """data: {"id":"chatcmpl-123","object":"chat.completion.chunk","created":1694268190,"model":"gpt-4o-mini","choices":[{"index":0,"delta":{"content":" word"},"finish_reason":null}],"usage":null}""" + "\n\n");

    [Fact]
    public async Task RelayedChunk_EachArrivingOnItsOwn_AllocatesNearlyNothing()
    {
        var upstream = new InlineStream();
        var harness = new PipelineHarness(async (_, cancellation) => await OpenAsync(upstream, cancellation));
        var http = new DefaultHttpContext { Response = { Body = Stream.Null } };
        var running = harness.RunThroughAsync(request =>
            new EventStreamReply(new Exchange(http, "req_1", request.Configuration, harness.Time, CancellationToken.None), request, harness.Time));

        // Everything runs on this thread: the upstream's reads complete inline.
        SynchronizationContext.SetSynchronizationContext(null);
        var perChunk = Measure(1_000, () => upstream.Feed(Chunk));
        upstream.Feed("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"u8);
        await running;

        output.WriteLine($"{perChunk} bytes a relayed chunk");
        Assert.InRange(perChunk, 0, 700);
    }

    [Theory]
    [InlineData("""{"model":"demo","messages":[{"role":"user","content":"hello"}]}""", 12_000)]
    [InlineData("""{"model":"demo","stream":true,"messages":[{"role":"user","content":"hello"}]}""", 25_500)]
    public void DemoRequest_FromDoorToReply_AllocatesWithinItsBound(string json, int most)
    {
        using var door = new DoorHarness();
        var posts = new Queue<HttpContext>(Enumerable.Range(0, 400).Select(_ => door.Post(json)));

        var perRequest = Measure(200, () => Assert.True(door.ServeAsync(posts.Dequeue()).IsCompletedSuccessfully));

        output.WriteLine($"{perRequest} bytes a request: {json}");
        Assert.InRange(perRequest, 0, most);
    }

    private static long Measure(int times, Action step)
    {
        for (var i = 0; i < times; i++)
        {
            step();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < times; i++)
        {
            step();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / times;
    }

    private static async Task<ProviderAnswer> OpenAsync(Stream upstream, CancellationToken cancellation)
    {
        var response = new HttpResponseMessage { Content = new StreamContent(upstream) };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue("text/event-stream");
        var deadline = new Deadline(TimeProvider.System, cancellation);
        return await RelayedStream.OpenAsync(response, TestGateway.Provider(), deadline, hidesUsage: true);
    }
}
