using System.Net;
using System.Text.Json;

namespace Tollgate.Tests.UpstreamSimulator.Cohere;

/// <summary>What the official client does not ask: refusals in Cohere's words, and the bill.</summary>
public sealed class CohereWireTests : SimulatorTest
{
    private const string Path = "/v2/chat";

    [Theory]
    [InlineData("\"some_future_parameter\":1", HttpStatusCode.UnprocessableEntity, "unknown field")]
    [InlineData("\"p\":1", HttpStatusCode.BadRequest, "p must be between")]
    [InlineData("\"tool_choice\":\"REQUIRED\"", HttpStatusCode.BadRequest, "tool_choice")]
    [InlineData("\"thinking\":{\"type\":\"enabled\"}", HttpStatusCode.BadRequest, "thinking is not supported")]
    [InlineData("\"stop_sequences\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\"]", HttpStatusCode.BadRequest, "stop_sequences")]
    [InlineData("\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]", HttpStatusCode.BadRequest, "parameters is required")]
    public async Task Chat_WithWhatCohereRefuses_IsRefused(string members, HttpStatusCode status, string words)
    {
        using var response = await Client.PostAsync(Path, $$"""{"model":"command-a","messages":[{"role":"user","content":"Hi"}],{{members}}}""");

        var error = JsonElement.Parse(await response.Content.ReadAsByteArrayAsync());
        Assert.Equal(status, response.StatusCode);
        Assert.Contains(words, error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, Host.BilledUsage.TotalTokens);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chat_Answered_BillsWhatItSays(bool stream)
    {
        using var response = await Client.ChatAsync("command-a-reasoning", path: Path, stream: false);
        using var streamed = await Client.PostAsync(Path, """{"model":"command-a-reasoning","messages":[{"role":"user","content":"Hi"}],"stream":true}""");
        var (text, _) = await ReadAllAsync(stream ? streamed : response);

        var request = Host.Requests[stream ? 1 : 0];
        Assert.Contains($"\"billed_units\":{{\"input_tokens\":{request.Billed.PromptTokens},\"output_tokens\":{request.Billed.CompletionTokens}}}", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_CutStream_HasNoEndAndNoBillOfItsRest()
    {
        using var response = await Client.PostAsync(Path, """{"model":"command-a+cut-after-4","messages":[{"role":"user","content":"Hi"}],"stream":true}""");

        var (text, broke) = await ReadAllAsync(response);

        Assert.True(broke);
        Assert.DoesNotContain("message-end", text, StringComparison.Ordinal);
        Assert.Equal(2, Host.Requests[0].Billed.CompletionTokens);
    }
}
