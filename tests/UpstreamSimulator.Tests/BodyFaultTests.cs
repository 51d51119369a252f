using System.Net;
using System.Text.Json;

namespace Tollgate.Tests.UpstreamSimulator;

public sealed class BodyFaultTests : SimulatorTest
{
    [Theory]
    [InlineData("garbage")]
    [InlineData("empty")]
    [InlineData("truncated-json")]
    [InlineData("gzip")]
    public async Task Body_Damaged_IsNoJsonAndBilled(string fault)
    {
        using var response = await Client.ChatAsync($"sim-{fault}");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var body = await response.Content.ReadAsByteArrayAsync();
        Assert.ThrowsAny<JsonException>(() => JsonElement.Parse(body));
        Assert.NotEqual(0, Host.BilledUsage.CompletionTokens);
    }

    [Fact]
    public async Task Gzip_Decompressed_IsTheAnswer()
    {
        using var response = await Client.ChatAsync("sim-gzip");

        Assert.Equal("gzip", response.Content.Headers.ContentEncoding.Single());
        await using var plain = new System.IO.Compression.GZipStream(
            await response.Content.ReadAsStreamAsync(), System.IO.Compression.CompressionMode.Decompress);
        using var answer = await JsonDocument.ParseAsync(plain);
        Assert.Equal("chat.completion", answer.RootElement.GetProperty("object").GetString());
    }

    [Fact]
    public async Task WrongContentType_OfAnAnswer_IsPlainText()
    {
        using var response = await Client.ChatAsync("sim-wrong-content-type");

        Assert.Equal("text/plain", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task HtmlError_Asked_IsAProxysPage()
    {
        using var response = await Client.ChatAsync("sim-html-error");

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.StartsWith("<html>", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ErrorInside200_Asked_HasAnErrorForABody()
    {
        using var response = await Client.ChatAsync("sim-error-inside-200");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.StartsWith("""{"error":""", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirect_Asked_LeadsElsewhere()
    {
        using var response = await Client.ChatAsync("sim-redirect");

        Assert.Equal(HttpStatusCode.TemporaryRedirect, response.StatusCode);
        Assert.Equal("/redirected", response.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task CutAfter_OfAWholeBody_BreaksAfterSoManyBytes()
    {
        using var response = await Client.ChatAsync("sim-cut-after-10");

        var (text, broke) = await ReadAllAsync(response);

        Assert.True(broke);
        Assert.Equal("""{"id":"cha""", text);
    }

    [Fact]
    public async Task Huge_Asked_IsOverAMegabyte()
    {
        using var response = await Client.ChatAsync("sim-huge");

        Assert.True((await response.Content.ReadAsByteArrayAsync()).Length > 1024 * 1024);
    }
}
