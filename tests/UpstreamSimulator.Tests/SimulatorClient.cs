using System.Net.Http.Headers;
using System.Text;
using Tollgate.UpstreamSimulator;

namespace Tollgate.Tests.UpstreamSimulator;

/// <summary>A plain HTTP client with a key: what the simulator sends is looked at without an SDK in between.</summary>
internal sealed class SimulatorClient : IDisposable
{
    private readonly HttpClient _http;

    public SimulatorClient(SimulatorHost host, string apiKey = "sk-test")
    {
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = host.BaseUrl };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
    }

    /// <summary>Returns as soon as the headers are there.</summary>
    public Task<HttpResponseMessage> ChatAsync(
        string model = "sim-chat", string text = "Hi", bool stream = false, string path = "/v1/chat/completions", CancellationToken cancellation = default)
    {
        var options = stream ? ""","stream":true,"stream_options":{"include_usage":true}""" : "";
        return PostAsync(path, $$"""{"model":"{{model}}","messages":[{"role":"user","content":"{{text}}"}]{{options}}}""", cancellation);
    }

    public Task<HttpResponseMessage> PostAsync(string path, string json, CancellationToken cancellation = default)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        return _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(path);

    public void Dispose() => _http.Dispose();
}
