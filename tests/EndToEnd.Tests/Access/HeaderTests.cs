using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Access;

public abstract class HeaderTests(GatewayUnderTest gateway)
{
    private const string Origin = "https://app.example.com";

    [Theory]
    [InlineData("GET", "/health")]
    [InlineData("POST", "/v1/chat/completions")]
    [InlineData("GET", "/no/such/url")]
    [InlineData("GET", "/v1/embeddings")]
    public async Task Response_OfAnyKind_CarriesSecurityHeadersAndNoServerName(string method, string path)
    {
        var reply = await gateway.SendAsync(new Call { Method = new HttpMethod(method), Path = path });

        Assert.Equal("nosniff", reply.Headers["x-content-type-options"]);
        Assert.Equal("DENY", reply.Headers["x-frame-options"]);
        Assert.Equal("default-src 'none'; frame-ancestors 'none'", reply.Headers["content-security-policy"]);
        Assert.Equal("no-referrer", reply.Headers["referrer-policy"]);
        Assert.Equal("no-store", reply.Headers["cache-control"]);
        Assert.False(reply.Headers.ContainsKey("server"));
        Assert.True(reply.Headers.ContainsKey("x-request-id"));
        Assert.True(reply.Headers.ContainsKey("x-tollgate-overhead-ms"));
    }

    [Theory]
    [InlineData("my-id_1.2:3")]
    [InlineData("0")]
    public async Task RequestId_ThatIsValid_IsKeptAndPassedOn(string id)
    {
        var reply = await gateway.SendAsync(Ask.Whole("Hi") with { Headers = new Dictionary<string, string> { ["x-request-id"] = id } });

        Assert.Equal(id, reply.Headers["x-request-id"]);
        Assert.Equal(id, gateway.Simulator.Requests[^1].Headers["x-client-request-id"]);
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("<script>")]
    [InlineData("a\tb")]
    public async Task RequestId_ThatIsNot_IsReplaced(string id)
    {
        var reply = await gateway.SendAsync(Ask.Whole("Hi") with { Headers = new Dictionary<string, string> { ["x-request-id"] = id } });

        Assert.Matches("^req_[0-9a-f]{32}$", reply.Headers["x-request-id"]);
    }

    [Fact]
    public async Task RequestId_OfTooManyCharacters_IsReplaced()
    {
        var headers = new Dictionary<string, string> { ["x-request-id"] = new string('a', 129) };
        var reply = await gateway.SendAsync(Ask.Whole("Hi") with { Headers = headers });

        Assert.StartsWith("req_", reply.Headers["x-request-id"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preflight_OfAnAllowedOrigin_IsAnsweredWithoutAKey()
    {
        var reply = await PreflightAsync(Origin);

        Assert.Equal(204, reply.Status);
        Assert.Equal(Origin, reply.Headers["access-control-allow-origin"]);
        Assert.Equal("POST", reply.Headers["access-control-allow-methods"]);
        Assert.Equal("authorization,content-type", reply.Headers["access-control-allow-headers"]);
        Assert.Equal("Origin", reply.Headers["vary"]);
    }

    [Fact]
    public async Task Preflight_OfAnyOtherOrigin_IsAllowedNothing()
    {
        var reply = await PreflightAsync("https://evil.example.com");

        Assert.DoesNotContain(reply.Headers.Keys, name => name.StartsWith("access-control-", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Response_ToAnAllowedOrigin_ShowsItTheGatewaysHeaders(bool stream)
    {
        var call = stream ? Ask.Stream("Hi") : Ask.Whole("Hi");
        var reply = await gateway.SendAsync(call with { Headers = new Dictionary<string, string> { ["Origin"] = Origin } });

        Assert.Equal(Origin, reply.Headers["access-control-allow-origin"]);
        var exposed = reply.Headers["access-control-expose-headers"].Split(", ");
        Assert.All(reply.Headers.Keys.Where(name => name.StartsWith("x-tollgate-", StringComparison.OrdinalIgnoreCase)), name => Assert.Contains(name, exposed));
    }

    [Fact]
    public async Task Error_ToAnAllowedOrigin_CanBeReadByIt()
    {
        var reply = await gateway.SendAsync(Ask.Whole("Hi") with { Key = null, Headers = new Dictionary<string, string> { ["Origin"] = Origin } });

        Assert.Equal(401, reply.Status);
        Assert.Equal(Origin, reply.Headers["access-control-allow-origin"]);
    }

    private Task<Reply> PreflightAsync(string origin) => gateway.SendAsync(new Call
    {
        Method = HttpMethod.Options,
        Key = null,
        Headers = new Dictionary<string, string>
        {
            ["Origin"] = origin,
            ["Access-Control-Request-Method"] = "POST",
            ["Access-Control-Request-Headers"] = "authorization,content-type",
        },
    });
}

public sealed class SelfHostHeaderTests(SelfHostGateway gateway) : HeaderTests(gateway), IClassFixture<SelfHostGateway>;

public sealed class FunctionAppHeaderTests(FunctionAppGateway gateway) : HeaderTests(gateway), IClassFixture<FunctionAppGateway>;
