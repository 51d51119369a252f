using System.Net;
using Tollgate.Providers.Images;

namespace Tollgate.Tests.Providers.Images;

public sealed class PublicConnectionTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("8.8.8.8,10.0.0.1")]
    [InlineData("")]
    public async Task OpenAsync_HostWithAnAddressThatIsNotPublic_IsRefusedBeforeConnecting(string addresses)
    {
        var connection = Create(addresses);

        await Assert.ThrowsAsync<NotPublicException>(() => connection.OpenAsync(new DnsEndPoint("rebound.example", 443), CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task ResolveAsync_PublicHost_GivesTheAddressesThatWereChecked()
    {
        var connection = Create("8.8.8.8,2606:4700::1111");

        Assert.Equal(["8.8.8.8", "2606:4700::1111"], (await connection.ResolveAsync("public.example", CancellationToken.None)).Select(address => address.ToString()));
    }

    [Fact]
    public async Task Handler_OfProduction_RefusesThisMachineByName()
    {
        using var http = new HttpMessageInvoker(ImageHttp.CreateHandler());
        using var message = new HttpRequestMessage(HttpMethod.Get, "https://localhost/image.png");

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => http.SendAsync(message, CancellationToken.None));

        Assert.IsType<NotPublicException>(failure.InnerException);
    }

    private static PublicConnection Create(string addresses) =>
        new((_, _) => Task.FromResult(addresses.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(IPAddress.Parse).ToArray()));
}
