using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Processes;

/// <summary>A client of one running process.</summary>
internal sealed class ProcessClient : IDisposable
{
    private readonly HttpClient _http;

    public ProcessClient(Uri address, string key)
    {
        _http = new HttpClient { BaseAddress = address };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <exception cref="HttpRequestException">The process went away before the response ended.</exception>
    public async Task<HttpResponseMessage> ChatAsync(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await _http.PostAsync("/v1/chat/completions", content);
    }

    public async Task<JsonElement> GetAsync(string path) => JsonElement.Parse(await _http.GetByteArrayAsync(path));

    public async Task<UsageFigures> UsageAsync() =>
        UsageFigures.Read((await GetAsync("/v1/analytics/usage?period=week")).GetProperty("totals"));

    public async Task<string[]> ModelsAsync() =>
        [.. (await GetAsync("/v1/models")).GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()!)];

    public void Dispose() => _http.Dispose();
}
