using System.Net;
using System.Text;
using Tollgate.Configuration;
using Tollgate.Pipeline;
using Tollgate.Providers;
using Tollgate.Providers.Chat.Request;
using Tollgate.Providers.Images;
using Tollgate.Testing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Providers.Images;

public sealed class ImageFetcherTests
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3, 4];
    private static readonly string PngBase64 = Convert.ToBase64String(Png);

    [Fact]
    public async Task FetchAsync_AllowedHost_IsTheImageWithItsTrueType()
    {
        var image = await FetchAsync("https://cdn.images.example/a.gif", _ => Image(Png));

        Assert.Equal(("image/png", Png.Length), (image.MediaType, image.Length));
        Assert.Equal(PngBase64, Encoding.UTF8.GetString(image.Base64.Span));
    }

    [Theory]
    [InlineData("https://other.example/a.png", "image_url_not_allowed")]
    [InlineData("https://images.example/a.png", "image_url_not_allowed")]
    [InlineData("https://evilimages.example/a.png", "image_url_not_allowed")]
    [InlineData("http://cdn.images.example/a.png", "image_url_not_allowed")]
    [InlineData("https://cdn.images.example:8443/a.png", "image_url_not_allowed")]
    [InlineData("https://127.0.0.1/a.png", "image_url_not_allowed")]
    public async Task FetchAsync_AddressThatIsNotAllowed_IsRefusedUnasked(string address, string code)
    {
        var refusal = await RefusedAsync(address, _ => throw new InvalidOperationException("asked"));

        Assert.Equal((400, code, "messages[0].content[0].image_url.url"), (refusal.Status, refusal.Code, refusal.Param));
    }

    [Fact]
    public async Task FetchAsync_Redirect_IsFollowedWithinAllowedHostsOnly()
    {
        var image = await FetchAsync("https://cdn.images.example/a", request => request.RequestUri!.AbsolutePath == "/a" ? Redirect("/b") : Image(Png));

        Assert.Equal(Png.Length, image.Length);
        Assert.Equal("image_url_not_allowed", (await RefusedAsync("https://cdn.images.example/a", _ => Redirect("https://other.example/"))).Code);
        Assert.Equal("image_url_not_allowed", (await RefusedAsync("https://cdn.images.example/a", _ => Redirect("http://cdn.images.example/"))).Code);
        Assert.Equal("invalid_image_url", (await RefusedAsync("https://cdn.images.example/a", _ => Redirect("/a"))).Code);
    }

    [Theory]
    [InlineData(404, "invalid_image_url")]
    [InlineData(500, "invalid_image_url")]
    public async Task FetchAsync_HostThatHasNoImage_IsRefused(int status, string code) =>
        Assert.Equal(code, (await RefusedAsync("https://cdn.images.example/a", _ => new HttpResponseMessage((HttpStatusCode)status))).Code);

    [Fact]
    public async Task FetchAsync_NoImageOrTooLarge_IsRefused()
    {
        Assert.Equal("invalid_image", (await RefusedAsync("https://cdn.images.example/a", _ => Image("<html>"u8.ToArray()))).Code);
        Assert.Equal("image_too_large", (await RefusedAsync("https://cdn.images.example/a", _ => Image(new byte[(1024 * 1024) + 1]))).Code);
        Assert.Equal("image_too_large", (await RefusedAsync("https://cdn.images.example/a", _ => Unannounced(new byte[(1024 * 1024) + 1]))).Code);
    }

    [Fact]
    public async Task FetchAsync_BrokenConnectionOrPrivateAddress_IsRefused()
    {
        Assert.Equal("invalid_image_url", (await RefusedAsync("https://cdn.images.example/a", _ => throw new HttpRequestException("broken"))).Code);
        Assert.Equal("image_url_not_allowed", (await RefusedAsync("https://cdn.images.example/a", _ => throw new HttpRequestException("no", new NotPublicException()))).Code);
    }

    [Fact]
    public async Task FetchAsync_SilentHost_IsGivenUp()
    {
        var time = new ManualTimeProvider();
        using var fetcher = new ImageFetcher(new Answering(_ => null), time);

        var fetching = fetcher.FetchAsync(Link("https://cdn.images.example/a"), Configuration(), CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(21));

        Assert.Equal("invalid_image_url", (await Assert.ThrowsAsync<RefusalException>(() => fetching)).Refusal.Code);
    }

    [Fact]
    public async Task InlineAsync_Conversation_HasImagesInPlaceOfAddressesInTheirOrder()
    {
        using var fetcher = new ImageFetcher(new Answering(_ => Image(Png)), new ManualTimeProvider());
        var chat = Read("https://cdn.images.example/a", "https://cdn.images.example/b");

        var inlined = await LinkedImages.InlineAsync(fetcher, chat, Configuration(), CancellationToken.None);

        Assert.Equal(["messages[0].content[0]", "messages[0].content[1]"], inlined.Messages[0].Content.OfType<ImagePart>().Select(part => part.Path));
    }

    [Fact]
    public async Task InlineAsync_MoreImagesThanOneRequestMayHave_IsRefused()
    {
        using var fetcher = new ImageFetcher(new Answering(_ => Image(Png)), new ManualTimeProvider());
        var chat = Read([.. Enumerable.Repeat("https://cdn.images.example/a", 21)]);

        var refused = await Assert.ThrowsAsync<RefusalException>(() => LinkedImages.InlineAsync(fetcher, chat, Configuration(), CancellationToken.None));

        Assert.Equal("image_too_large", refused.Refusal.Code);
    }

    private static async Task<Refusal> RefusedAsync(string address, Func<HttpRequestMessage, HttpResponseMessage> answer) =>
        (await Assert.ThrowsAsync<RefusalException>(() => FetchAsync(address, answer))).Refusal;

    private static async Task<InlineData> FetchAsync(string address, Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        using var fetcher = new ImageFetcher(new Answering(answer), new ManualTimeProvider());
        return await fetcher.FetchAsync(Link(address), Configuration(), CancellationToken.None);
    }

    private static GatewayConfiguration Configuration() =>
        TestGateway.Configuration() with { Images = new ImageOptions { AllowedHosts = ["*.images.example"], MaxMb = 1 } };

    private static ImageLinkPart Link(string address) => (ImageLinkPart)Read(address).Messages[0].Content[0];

    private static ChatRequest Read(params string[] addresses)
    {
        var parts = addresses.Select(address => $$$"""{"type":"image_url","image_url":{"url":"{{{address}}}"}}""");
        var request = TestGateway.Request($$"""{"model":"m","messages":[{"role":"user","content":[{{string.Join(',', parts)}}]}]}""", new ManualTimeProvider());
        return ChatRequestReader.Read(RequestJson.Parse(request.Body).RootElement, TestGateway.Attempt(request));
    }

    private static HttpResponseMessage Image(byte[] bytes) => new(HttpStatusCode.OK) { Content = new ByteArrayContent(bytes) };

    private static HttpResponseMessage Unannounced(byte[] bytes) => new(HttpStatusCode.OK) { Content = new StreamContent(new PiecewiseStream().Feed(bytes).End()) };

    private static HttpResponseMessage Redirect(string location)
    {
        var response = new HttpResponseMessage(HttpStatusCode.Found);
        response.Headers.Location = new Uri(location, UriKind.RelativeOrAbsolute);
        return response;
    }

    /// <summary>Answers as the test says; null: never.</summary>
    private sealed class Answering(Func<HttpRequestMessage, HttpResponseMessage?> answer) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (answer(request) is { } response)
            {
                return response;
            }

            var never = new TaskCompletionSource<HttpResponseMessage>();
            await using var gone = cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
            return await never.Task;
        }
    }
}
