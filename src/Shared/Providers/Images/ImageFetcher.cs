using System.Buffers.Text;
using System.Net;
using Tollgate.Configuration;
using Tollgate.Pipeline;
using Tollgate.Providers.Chat.Request;

namespace Tollgate.Providers.Images;

/// <summary>
/// Fetches images that a client gave by their address, for providers that cannot: from hosts that the operator allows, over
/// https, and never from a private address.
/// </summary>
/// <param name="handler">Makes the connections; disposed of with the fetcher.</param>
/// <param name="time">Measures the time limit.</param>
internal sealed class ImageFetcher(HttpMessageHandler handler, TimeProvider time) : IDisposable
{
    private const int MostRedirects = 3;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private readonly HttpMessageInvoker _http = new(handler);

    /// <summary>The image in base64, its type told by its first bytes.</summary>
    /// <exception cref="RefusalException">It may not or could not be fetched, or is no image of a known kind.</exception>
    public async Task<InlineData> FetchAsync(ImageLinkPart link, GatewayConfiguration configuration, CancellationToken cancellation)
    {
        var path = PathOf(link);
        using var limit = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            var bytes = await FetchAsync(link.Address, configuration.Images, path, either.Token).ConfigureAwait(false);
            return ImageFormat.Check(new InlineData("", Encode(bytes.Span), bytes.Length), path);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw ImageRefusals.NotFetched(path, $"it did not arrive within {Longest.TotalSeconds} s");
        }
        catch (HttpRequestException failure) when (failure.InnerException is NotPublicException)
        {
            throw ImageRefusals.NotAllowed(path, link.Address.Host);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw ImageRefusals.NotFetched(path, "its host does not answer as it should");
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<ReadOnlyMemory<byte>> FetchAsync(Uri address, ImageOptions options, string path, CancellationToken cancellation)
    {
        for (var redirects = 0; redirects <= MostRedirects; redirects++)
        {
            Require(address, options, path);
            using var message = new HttpRequestMessage(HttpMethod.Get, address);
            using var response = await _http.SendAsync(message, cancellation).ConfigureAwait(false);
            if (IsRedirect(response.StatusCode) && Uri.TryCreate(address, response.Headers.Location, out var next))
            {
                address = next;
                continue;
            }

            return response.StatusCode == HttpStatusCode.OK
                ? await ReadAsync(response, options, path, cancellation).ConfigureAwait(false)
                : throw ImageRefusals.NotFetched(path, $"its host answers {(int)response.StatusCode}");
        }

        throw ImageRefusals.NotFetched(path, $"its host redirects more than {MostRedirects} times");
    }

    private static void Require(Uri address, ImageOptions options, string path)
    {
        if (!options.Allows(address.IdnHost))
        {
            throw ImageRefusals.NotAllowed(path, address.Host);
        }

        if (address.Scheme != Uri.UriSchemeHttps || !address.IsDefaultPort)
        {
            throw ImageRefusals.NotSecure(path);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, ImageOptions options, string path, CancellationToken cancellation)
    {
        var most = options.MaxMb * 1024 * 1024;
        if (response.Content.Headers.ContentLength > most)
        {
            throw ImageRefusals.TooLarge(path, most);
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await stream.ReadAsync(buffer, cancellation).ConfigureAwait(false) is > 0 and var read)
        {
            if (bytes.Length + read > most)
            {
                throw ImageRefusals.TooLarge(path, most);
            }

            bytes.Write(buffer, 0, read);
        }

        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }

    private static byte[] Encode(ReadOnlySpan<byte> bytes)
    {
        var base64 = new byte[Base64.GetMaxEncodedToUtf8Length(bytes.Length)];
        Base64.EncodeToUtf8(bytes, base64, out _, out _);
        return base64;
    }

    private static bool IsRedirect(HttpStatusCode status) =>
        status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    private static string PathOf(ImageLinkPart link) =>
        link.Member("image_url") is { ValueKind: System.Text.Json.JsonValueKind.Object } ? $"{link.Path}.image_url.url" : $"{link.Path}.image_url";
}
