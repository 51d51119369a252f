using System.Text;
using System.Text.Json;
using Tollgate.UpstreamSimulator;

namespace Tollgate.Tests.UpstreamSimulator;

/// <summary>A test with a simulator of its own and a client to talk to it.</summary>
public abstract class SimulatorTest : IAsyncLifetime
{
    private protected SimulatorHost Host { get; private set; } = null!;

    private protected SimulatorClient Client { get; private set; } = null!;

    private protected virtual SimulatorOptions Options => new();

    public async Task InitializeAsync()
    {
        Host = await SimulatorHost.StartAsync(Options);
        Client = new SimulatorClient(Host);
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
    }

    /// <summary>What arrives of a body before it ends or breaks, and whether it broke.</summary>
    private protected static async Task<(string Text, bool Broke)> ReadAllAsync(HttpResponseMessage response)
    {
        using var received = new MemoryStream();
        var broke = false;
        try
        {
            await response.Content.CopyToAsync(received);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            broke = true;
        }

        return (Encoding.UTF8.GetString(received.ToArray()), broke);
    }

    /// <summary>The data of a stream's events, as far as they are JSON.</summary>
    private protected static List<JsonElement> Chunks(string stream) =>
        [.. stream.Split("\n\n").Where(line => line.StartsWith("data: {", StringComparison.Ordinal)).Select(line => JsonElement.Parse(line["data: ".Length..]))];
}
