using System.Net;
using System.Text.Json;

namespace Tollgate.Tests.UpstreamSimulator;

public sealed class AzureTests : SimulatorTest
{
    [Theory]
    [InlineData("/openai/v1/chat/completions")]
    [InlineData("/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21")]
    public async Task Stream_FromAzure_BeginsWithFilterResultsAndNoChoices(string path)
    {
        using var response = await Client.ChatAsync("gpt-4o", stream: true, path: path);

        var chunks = Chunks((await ReadAllAsync(response)).Text);

        Assert.Equal(0, chunks[0].GetProperty("choices").GetArrayLength());
        Assert.True(chunks[0].TryGetProperty("prompt_filter_results", out _));
        Assert.True(chunks[1].GetProperty("choices")[0].TryGetProperty("content_filter_results", out _));
    }

    [Theory]
    [InlineData("/openai/deployments/nowhere/chat/completions?api-version=2024-10-21", "DeploymentNotFound")]
    [InlineData("/openai/deployments/gpt-4o/chat/completions", "404")]
    public async Task Deployment_UnknownOrUndated_IsNotFoundInAzuresWords(string path, string code)
    {
        using var response = await Client.ChatAsync(path: path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        var error = JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("error");
        Assert.Equal(code, error.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Deployment_WithoutModelInTheBody_Embeds()
    {
        using var response = await Client.PostAsync(
            "/openai/deployments/text-embedding-3-small/embeddings?api-version=2024-10-21", """{"input":["a","b"],"dimensions":4}""");

        var answer = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(2, answer.GetProperty("data").GetArrayLength());
    }
}
