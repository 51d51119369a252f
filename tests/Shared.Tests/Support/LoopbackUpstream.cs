using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tollgate.Tests.Support;

/// <summary>A real HTTP server on a free loopback port that answers as the test says.</summary>
internal sealed class LoopbackUpstream : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LoopbackUpstream(WebApplication app) => _app = app;

    public Uri BaseUrl => new(_app.Urls.Single() + "/v1");

    public static async Task<LoopbackUpstream> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return new LoopbackUpstream(app);
    }

    /// <summary>Answers every request with these bytes.</summary>
    public static Task<LoopbackUpstream> StartAsync(
        ReadOnlyMemory<byte> body,
        string? contentType = "application/json",
        int status = 200,
        params (string Name, string Value)[] headers) =>
        StartAsync(async http =>
        {
            http.Response.StatusCode = status;
            http.Response.ContentType = contentType;
            foreach (var (name, value) in headers)
            {
                http.Response.Headers[name] = value;
            }

            await http.Response.Body.WriteAsync(body);
        });

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
