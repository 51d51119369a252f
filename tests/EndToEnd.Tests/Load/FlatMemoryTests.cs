using System.Net;
using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Load;

[Collection(AloneCollection.Name)]
public sealed class FlatMemoryTests(SelfHostGateway gateway) : IClassFixture<SelfHostGateway>
{
    private const int WarmUp = 1_000;
    private const int Requests = 10_000;
    private const int Clients = 64;

    /// <summary>Pools that happen to grow by a few buffers; 10,000 requests that kept 100 bytes each would be over it.</summary>
    private const long HeapBound = 1_000_000;

    /// <summary>The thread pool's own ups and downs; a thread kept by one request in a hundred would be over it.</summary>
    private const int ThreadBound = 100;

    /// <summary>Connections that were made anew; a handle kept by one request in a hundred would be over it.</summary>
    private const int HandleBound = 64;

    private static readonly Call Chat = Ask.Stream("Hello there", "demo");

    [Fact]
    public async Task Streams_ByTheThousand_LeaveMemoryThreadsAndHandlesFlat()
    {
        await StreamAsync(WarmUp);
        var before = ProcessFigures.Take();
        await StreamAsync(Requests);
        var after = ProcessFigures.Take();

        Assert.True(after.HeapBytes - before.HeapBytes < HeapBound, $"The heap grew from {before.HeapBytes} to {after.HeapBytes} bytes.");
        Assert.True(after.Threads - before.Threads < ThreadBound, $"{before.Threads} threads became {after.Threads}.");
        Assert.True(after.Handles - before.Handles < HandleBound, $"{before.Handles} handles became {after.Handles}.");
    }

    private async Task StreamAsync(int requests)
    {
        var left = requests;
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                using var response = await gateway.OpenAsync(Chat);
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                await response.Content.CopyToAsync(Stream.Null);
            }
        }));
    }
}
