using System.Net.Http.Headers;
using System.Text;

namespace Tollgate.Load;

/// <summary>Sends one kind of request over and over, each connection as fast as it is answered.</summary>
internal static class LoadRun
{
    public static async Task<LoadResult> RunAsync(string baseUrl, string apiKey, Shape shape, int connections, int requests)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = connections });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
        var body = Encoding.UTF8.GetBytes(
            $$"""{"model":"fast","stream":{{(shape == Shape.Stream ? "true" : "false")}},"messages":[{"role":"system","content":"You are a helpful assistant."},{"role":"user","content":"Tell me about foxes, in about forty words, please."}]}""");
        var address = new Uri(baseUrl + "/chat/completions");
        var milliseconds = new double[requests];
        var next = -1;
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
        {
            for (var i = Interlocked.Increment(ref next); i < requests; i = Interlocked.Increment(ref next))
            {
                var sent = time.GetTimestamp();
                using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
                using var response = await http.PostAsync(address, content);
                response.EnsureSuccessStatusCode();
                milliseconds[i] = time.GetElapsedTime(sent).TotalMilliseconds;
            }
        }));
        var seconds = time.GetElapsedTime(started).TotalSeconds;
        Array.Sort(milliseconds);
        return new LoadResult(milliseconds[requests / 2], milliseconds[requests * 99 / 100], requests / seconds);
    }
}

/// <param name="P50">Median until the whole answer was there, in ms.</param>
/// <param name="P99">99th percentile, in ms.</param>
/// <param name="PerSecond">Requests a second.</param>
internal sealed record LoadResult(double P50, double P99, double PerSecond);
