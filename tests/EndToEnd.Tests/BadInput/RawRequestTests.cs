using System.Globalization;
using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.BadInput;

/// <summary>What no HTTP client would send.</summary>
public abstract class RawRequestTests(GatewayUnderTest gateway)
{
    private const string Body = """{"model":"demo","messages":[{"role":"user","content":"Hi"}]}""";

    [Theory]
    [InlineData("x-request-id: abc\r\nx-request-id: def\r\n", 200)]
    [InlineData("x-request-id: abc%0d%0aset-cookie:%20a=b\r\n", 200)]
    [InlineData("x-request-id: \r\n", 200)]
    [InlineData("x-request-id: abc\nset-cookie: a=b\r\n", 200, 400)]
    [InlineData("x-request-id: abc\r\r\nset-cookie: a=b\r\n", 400)]
    [InlineData("x-request-id: abc\0set-cookie: a=b\r\n", 400)]
    [InlineData("x-request-id: abc\r\n set-cookie: a=b\r\n", 400)]
    [InlineData("x-request-id: caf\u00e9\r\n", 200, 400)]
    [InlineData("x-tenant-id: alpha\r\nx-tenant-id: beta\r\n", 403)]
    [InlineData("origin: https://app.example.com\r\nset-cookie: a=b\r\n", 200)]
    [InlineData("origin: https://evil.example.com\u000bset-cookie: a=b\r\n", 200, 400)]
    [InlineData("transfer-encoding: chunked\r\n", 400)]
    [InlineData("content-length: 5\r\n", 400)]
    [InlineData("no colon\r\n", 400)]
    [InlineData(": no name\r\n", 400)]
    public async Task Header_ThatTriesToInject_PutsNothingIntoTheResponse(string header, params int[] statuses)
    {
        var response = await ExchangeAsync(Head(Body.Length, header) + Body);

        Assert.Contains(StatusOf(response), statuses);
        var head = HeadOf(response);
        Assert.DoesNotContain("set-cookie", head, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("%0d", head, StringComparison.OrdinalIgnoreCase);
        AssertNothingInside(response);
    }

    [Theory]
    [InlineData("garbage\r\n\r\n")]
    [InlineData("GET /health HTTP/9.9\r\nhost: x\r\n\r\n")]
    [InlineData("GET /health HTTP/1.1\r\n\r\n")]
    [InlineData("GET /health HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n")]
    [InlineData("GET /%00 HTTP/1.1\r\nhost: x\r\n\r\n")]
    [InlineData("GET health HTTP/1.1\r\nhost: x\r\n\r\n")]
    public async Task Request_ThatIsNoHttp_Is400AndClosed(string request)
    {
        var response = await ExchangeAsync(request);

        Assert.InRange(StatusOf(response), 400, 505);
        Assert.NotEqual(500, StatusOf(response));
        AssertNothingInside(response);
    }

    [Fact]
    public async Task Request_InHttp10_IsAnswered()
    {
        var response = await ExchangeAsync("GET /health HTTP/1.0\r\n\r\n");

        Assert.Equal(200, StatusOf(response));
        Assert.Contains("\"status\":\"healthy\"", response, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_ThatEndsTooSoon_IsRefused()
    {
        using var connection = await RawConnection.OpenAsync(gateway.BaseAddress);
        await connection.SendAsync(Head(Body.Length + 50, "") + Body);
        connection.EndSending();
        var response = await connection.ReadToEndAsync();

        // A client that has hung up in both directions is told nothing; one that only stopped sending is told what is wrong.
        if (response.Length > 0)
        {
            Assert.Equal(400, StatusOf(response));
            AssertNothingInside(response);
        }

        Assert.Empty(gateway.TakeErrors());
    }

    [Fact]
    public async Task Body_InChunksThatAreNone_IsRefused()
    {
        var response = await ExchangeAsync(Head(null, "") + "zz\r\nhello\r\n0\r\n\r\n");

        Assert.Equal(400, StatusOf(response));
        Assert.Contains("malformed_request", response, StringComparison.Ordinal);
        AssertNothingInside(response);
    }

    [Fact]
    public async Task Body_OfAnnouncedMoreThanTheLimit_IsRefusedUnread()
    {
        using var connection = await RawConnection.OpenAsync(gateway.BaseAddress);
        await connection.SendAsync(Head((33 * 1024 * 1024) + 1, "") + "{");

        AssertTooLarge(await connection.ReadToEndAsync(enough: "}}"));
    }

    [Fact]
    public async Task Body_OfUnannouncedMoreThanTheLimit_IsRefusedAtTheLimit()
    {
        using var connection = await RawConnection.OpenAsync(gateway.BaseAddress);
        await connection.SendAsync(Head(null, ""));
        var megabyte = new byte[1024 * 1024];
        Array.Fill(megabyte, (byte)' ');
        var reading = connection.ReadToEndAsync();
        for (var sent = 0; sent < 33; sent++)
        {
            await connection.SendAsync("100000\r\n");
            await connection.SendAsync(megabyte);
            await connection.SendAsync("\r\n");
        }

        await connection.SendAsync("0\r\n\r\n");
        AssertTooLarge(await reading);
    }

    [Fact]
    public async Task Body_Of20Megabytes_IsTaken()
    {
        var text = new string('a', 20 * 1024 * 1024);
        var reply = await gateway.SendAsync(Ask.Whole(text, "uncharted-demo"));

        Assert.Equal(200, reply.Status);
        Assert.True(reply.Json.GetProperty("usage").GetProperty("prompt_tokens").GetInt64() >= text.Length / 4);
    }

    private static string Head(int? length, string headers) => string.Create(
        CultureInfo.InvariantCulture,
        $"POST /v1/chat/completions HTTP/1.1\r\nhost: gateway\r\nconnection: close\r\nauthorization: Bearer {TestKeys.Alpha}\r\n{headers}"
        + $"content-type: application/json\r\n{(length is null ? "transfer-encoding: chunked" : $"content-length: {length}")}\r\n\r\n");

    private static int StatusOf(string response) => int.Parse(response.Split(' ')[1], CultureInfo.InvariantCulture);

    private static string HeadOf(string response) => response[..response.IndexOf("\r\n\r\n", StringComparison.Ordinal)];

    private async Task<string> ExchangeAsync(string request)
    {
        using var connection = await RawConnection.OpenAsync(gateway.BaseAddress);
        await connection.SendAsync(request);
        return await connection.ReadToEndAsync();
    }

    private void AssertTooLarge(string response)
    {
        Assert.Equal(413, StatusOf(response));
        Assert.Contains("\"code\":\"request_too_large\"", response, StringComparison.Ordinal);
        AssertNothingInside(response);
    }

    private void AssertNothingInside(string response)
    {
        Assert.DoesNotContain("Exception", response, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", response, StringComparison.Ordinal);
        Assert.Empty(gateway.TakeErrors());
    }
}

public sealed class SelfHostRawRequestTests(SelfHostGateway gateway) : RawRequestTests(gateway), IClassFixture<SelfHostGateway>;

public sealed class FunctionAppRawRequestTests(FunctionAppGateway gateway) : RawRequestTests(gateway), IClassFixture<FunctionAppGateway>;
