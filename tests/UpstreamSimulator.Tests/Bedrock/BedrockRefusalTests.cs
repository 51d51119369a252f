using System.Net;

namespace Tollgate.Tests.UpstreamSimulator.Bedrock;

/// <summary>AWS's own SDK checks what the simulator answers; these are the refusals that an SDK would not provoke.</summary>
public sealed class BedrockRefusalTests : SimulatorTest
{
    private const string Path = "/model/anthropic.claude-3-haiku-20240307-v1%3A0/converse";

    [Theory]
    [InlineData("""{"messages":[{"role":"user","content":[{"text":"a"}]},{"role":"user","content":[{"text":"b"}]}]}""", "roles must alternate")]
    [InlineData("""{"messages":[{"role":"assistant","content":[{"text":"a"}]}]}""", "must start with a user message")]
    [InlineData("""{"messages":[{"role":"user","content":[]}]}""", "is empty")]
    [InlineData("""{"messages":[{"role":"user","content":[{"text":"a"}]}],"extra":1}""", "extraneous key [extra]")]
    [InlineData("""{"messages":[{"role":"user","content":[{"text":"a"}]},{"role":"assistant","content":[{"toolUse":{"toolUseId":"t","name":"f","input":{}}}]},{"role":"user","content":[{"toolResult":{"toolUseId":"t","content":[]}}]}]}""", "toolConfig field must be defined")]
    [InlineData("""{"messages":1}""", "invalid_type|Invalid type|Malformed")]
    public async Task Converse_WrongRequest_IsAValidationException(string body, string message)
    {
        using var response = await Client.PostAsync(Path, body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.StartsWith("ValidationException", response.Headers.GetValues("x-amzn-ErrorType").Single(), StringComparison.Ordinal);
        Assert.Matches(message.Replace("[", "\\[", StringComparison.Ordinal), await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Converse_UnknownOperation_IsNotFound()
    {
        using var response = await Client.PostAsync("/model/anthropic.claude-3-haiku-20240307-v1%3A0/dance", "{}");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }
}
