using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Tollgate.SelfHost.Hosting;

namespace Tollgate.Tests.Integration;

/// <summary>SelfHost within this process, with one provider of the environment's and no other.</summary>
internal sealed class LiveGateway : IAsyncDisposable
{
    private const string Key = "tg-integration-0123456789";

    /// <summary>What providers other than those whose one variable is given to the test need besides.</summary>
    private static readonly string[] Further = ["AZURE_OPENAI_ENDPOINT", "AWS_REGION"];

    private readonly WebApplication _app;
    private readonly DirectoryInfo _state;
    private readonly HttpClient _http;

    private LiveGateway(WebApplication app, DirectoryInfo state)
    {
        (_app, _state) = (app, state);
        _http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()), Timeout = TimeSpan.FromMinutes(3) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
    }

    /// <param name="variable">The provider's variable, which is handed on.</param>
    public static async Task<LiveGateway> StartAsync(string variable)
    {
        var state = Directory.CreateTempSubdirectory("tollgate-integration-");
        var settings = Further.Append(variable).Distinct().ToDictionary(name => name, Environment.GetEnvironmentVariable);
        settings["PORT"] = "0";
        settings["TOLLGATE_API_KEY"] = Key;
        settings["LOG_LEVEL"] = "error";
        var app = SelfHostApplication.Create(
            new SelfHostOptions { StateDirectory = state.FullName },
            new Terminal(TextWriter.Null, TextWriter.Null),
            builder =>
            {
                builder.Configuration.Sources.Clear();
                builder.Configuration.AddInMemoryCollection(settings.Where(setting => !string.IsNullOrEmpty(setting.Value)));
            });
        await app.StartAsync();
        return new LiveGateway(app, state);
    }

    public async Task<LiveAnswer> AskAsync(JsonObject body)
    {
        using var response = await _http.PostAsJsonAsync("/v1/chat/completions", body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {text}");
        return response.Content.Headers.ContentType?.MediaType == "text/event-stream"
            ? LiveAnswer.OfStream(text)
            : LiveAnswer.OfWhole(text, response.Headers.GetValues("x-tollgate-cost-usd").Single());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _state.Delete(recursive: true);
    }
}
