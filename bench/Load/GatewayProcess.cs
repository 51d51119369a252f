using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Tollgate.Load;

/// <summary>The gateway as its users run it: a process of its own, with its journal on disk.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    public const string ApiKey = "a-key-for-measuring";

    private readonly Process _process;
    private readonly string _folder;

    private GatewayProcess(Process process, string folder, string baseUrl)
    {
        _process = process;
        _folder = folder;
        BaseUrl = baseUrl;
    }

    public string BaseUrl { get; }

    public static async Task<GatewayProcess> StartAsync(string upstream)
    {
        var folder = Directory.CreateTempSubdirectory("tollgate-load-").FullName;
        var configuration = Path.Combine(folder, "gateway.json");
        await File.WriteAllTextAsync(configuration, JsonSerializer.Serialize(new
        {
            providers = new
            {
                upstream = new { type = "custom", baseUrl = upstream, models = new[] { new { id = "fast", price = new { input = 1, output = 2 } } } },
            },
        }));
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet", [Assembly(), "--config", configuration, "--state", Path.Combine(folder, "state")]);
        start.Environment["PORT"] = $"{port}";
        start.Environment["TOLLGATE_API_KEY"] = ApiKey;
        var gateway = new GatewayProcess(Process.Start(start)!, folder, $"http://127.0.0.1:{port}/v1");
        await gateway.WaitUntilReadyAsync(new Uri($"http://127.0.0.1:{port}/health/ready"));
        return gateway;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Assembly() =>
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../SelfHost", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/', '\\')), "Tollgate.SelfHost.dll"));

    private async Task WaitUntilReadyAsync(Uri ready)
    {
        using var http = new HttpClient();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        while (await tick.WaitForNextTickAsync() && !_process.HasExited)
        {
            try
            {
                if ((await http.GetAsync(ready)).IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }

        throw new InvalidOperationException("The gateway did not start.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
