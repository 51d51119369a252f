using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Processes;

/// <summary>Many clients that ask the demo without a pause, until the process is gone. They count what they saw end.</summary>
internal sealed class ClientCrowd(ProcessClient client, int clients)
{
    private static readonly string[] Bodies = [Ask.Body("Hello", "demo"), Ask.Body("Hello", "demo", ("stream", true))];

    private int _started;
    private int _ended;

    public int Started => Volatile.Read(ref _started);

    /// <summary>Responses received to their last byte.</summary>
    public int Ended => Volatile.Read(ref _ended);

    /// <summary>Completes when every client has lost its connection.</summary>
    public Task RunAsync() => Task.WhenAll(Enumerable.Range(0, clients).Select(RunOneAsync));

    private async Task RunOneAsync(int index)
    {
        try
        {
            for (var round = index; ; round++)
            {
                Interlocked.Increment(ref _started);
                using var response = await client.ChatAsync(Bodies[round % Bodies.Length]);
                response.EnsureSuccessStatusCode();
                Interlocked.Increment(ref _ended);
            }
        }
        catch (HttpRequestException)
        {
            // The process was killed: that is the end of it.
        }
    }
}
