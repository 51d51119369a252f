using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Tollgate.Endpoints;
using Tollgate.Pipeline;

namespace Tollgate.Tests.Endpoints;

public sealed class ErrorEnvelopeTests
{
    [Fact]
    public void Serialize_WithoutParam_IsOpenAIsEnvelope() => Assert.Equal(
        """{"error":{"message":"Größe \"x\" <b>","type":"invalid_request_error","param":null,"code":"c"}}""",
        Encoding.UTF8.GetString(ErrorEnvelope.Serialize(Refusal.Invalid("c", "Größe \"x\" <b>")).Span));

    [Theory]
    [InlineData("half an emoji \ud83d")]
    [InlineData("line\r\nbreak \0 \u2028")]
    public void Serialize_AnyMessage_IsValidJson(string message)
    {
        var json = JsonNode.Parse(ErrorEnvelope.Serialize(Refusal.Invalid("c", message, message)).Span)!;

        Assert.Equal(message.Replace('\ud83d', '\uFFFD'), json["error"]!["message"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(0, "0", "0")]
    [InlineData(1, "1", "1")]
    [InlineData(1001, "2", "1001")]
    public async Task Write_RetryAfter_IsRoundedUpNeverDown(int milliseconds, string seconds, string exact)
    {
        var response = new DefaultHttpContext { Response = { Body = new MemoryStream() } }.Response;

        await ErrorEnvelope.WriteAsync(
            response, Refusal.Invalid("c", "m", status: 429) with { RetryAfter = TimeSpan.FromMilliseconds(milliseconds) }, CancellationToken.None);

        Assert.Equal((429, seconds, exact), (response.StatusCode, (string)response.Headers.RetryAfter!, (string)response.Headers["retry-after-ms"]!));
        Assert.False(response.Headers.ContainsKey("WWW-Authenticate"));
    }
}
