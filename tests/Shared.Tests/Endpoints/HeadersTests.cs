using Microsoft.AspNetCore.Http;
using Tollgate.Configuration;
using Tollgate.Endpoints;
using Tollgate.State;

namespace Tollgate.Tests.Endpoints;

public sealed class HeadersTests
{
    [Theory]
    [InlineData("req-1.2_3:4", true)]
    [InlineData("", false)]
    [InlineData("with space", false)]
    [InlineData("a\r\nSet-Cookie: x=1", false)]
    [InlineData("<script>", false)]
    [InlineData("größe", false)]
    public void RequestId_OfTheCaller_IsKeptOnlyIfFitForHeadersAndLogs(string told, bool kept) =>
        Assert.Equal(kept ? told : "req_0123", IdFor(told));

    [Fact]
    public void RequestId_TooLongOrSeveralOrNone_IsReplaced()
    {
        Assert.Equal(new string('a', 128), IdFor(new string('a', 128)));
        Assert.Equal("req_0123", IdFor(new string('a', 129)));
        Assert.Equal("req_0123", IdFor("a", "b"));
        Assert.Equal("req_0123", IdFor());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SecurityHeaders_KeepBrowsersOut(bool isHttps)
    {
        var http = new DefaultHttpContext { Request = { IsHttps = isHttps } };

        SecurityHeaders.Apply(http);

        var headers = http.Response.Headers;
        Assert.Equal(("nosniff", "DENY", "no-store"), ((string)headers.XContentTypeOptions!, (string)headers.XFrameOptions!, (string)headers.CacheControl!));
        Assert.Contains("default-src 'none'", (string)headers.ContentSecurityPolicy!, StringComparison.Ordinal);
        Assert.Equal(isHttps, headers.ContainsKey("Strict-Transport-Security"));
    }

    [Theory]
    [InlineData("https://app.example", "https://app.example", "https://app.example")]
    [InlineData("https://app.example", "HTTPS://APP.example", "HTTPS://APP.example")]
    [InlineData("https://app.example", "https://app.example.evil", null)]
    [InlineData("https://app.example", null, null)]
    [InlineData("*", "https://any.example", "*")]
    public void Cors_AllowsConfiguredOriginsOnly(string configured, string? asking, string? allowed)
    {
        var http = CreateAsking(asking);

        Cors.Apply(http, new ServerOptions { CorsOrigins = [configured] });

        Assert.Equal(allowed, (string?)http.Response.Headers.AccessControlAllowOrigin);
        Assert.Equal(allowed is not null, http.Response.Headers.AccessControlExposeHeaders.ToString().Contains("x-tollgate-upstream-request-id", StringComparison.Ordinal));
        Assert.Equal("Origin", http.Response.Headers.Vary);
        Assert.False(http.Response.Headers.ContainsKey("Access-Control-Allow-Credentials"));
    }

    [Fact]
    public void Cors_NotConfigured_AddsNothing()
    {
        var http = CreateAsking("https://app.example");

        Cors.Apply(http, new ServerOptions());

        Assert.Empty(http.Response.Headers);
    }

    private static DefaultHttpContext CreateAsking(string? origin)
    {
        var http = new DefaultHttpContext();
        if (origin is not null)
        {
            http.Request.Headers.Origin = origin;
        }

        return http;
    }

    private static string IdFor(params string[] told)
    {
        var http = new DefaultHttpContext();
        if (told.Length > 0)
        {
            http.Request.Headers["x-request-id"] = told;
        }

        return new RequestIds(new FixedIds()).For(http.Request);
    }

    private sealed class FixedIds : IIdSource
    {
        public string Next() => "0123";
    }
}
