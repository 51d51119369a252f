namespace Tollgate.Tests.Configuration;

public sealed class ImagesSectionTests
{
    [Fact]
    public void Load_Nothing_AllowsNoHost()
    {
        var images = TestInputs.LoadValid(null).Images;

        Assert.False(images.Allows("example.com"));
        Assert.Equal(20, images.MaxMb);
    }

    [Fact]
    public void Load_Hosts_AreAllowedWithAllBelowWhereAsked()
    {
        var images = TestInputs.LoadValid("""{ "images": { "allowedHosts": ["Images.example.com", "*.cdn.example"], "maxMb": 5 } }""").Images;

        Assert.True(images.Allows("images.example.com"));
        Assert.True(images.Allows("a.b.CDN.example"));
        Assert.False(images.Allows("cdn.example"));
        Assert.False(images.Allows("x.images.example.com"));
        Assert.Equal(5, images.MaxMb);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("https://images.example.com")]
    [InlineData("images.example.com:443")]
    public void Load_WhatIsNoHostName_IsAnError(string host) =>
        Assert.Equal(
            ["images.allowedHosts[0]: must be a host name such as images.example.com, or *.example.com for all below it"],
            TestInputs.Errors($$"""{ "images": { "allowedHosts": ["{{host}}"] } }"""));
}
