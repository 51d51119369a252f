using Tollgate.Configuration;
using Tollgate.Pipeline;
using Tollgate.Providers.Chat.Request;

namespace Tollgate.Providers.Images;

/// <summary>Puts fetched images in the place of their addresses, in a whole request.</summary>
internal static class LinkedImages
{
    /// <summary>What one client can have the gateway hold in memory is bounded: by this, and together by the size of a request's body.</summary>
    private const int MostImages = 20;

    /// <param name="fetcher">Fetches each, one after the other.</param>
    /// <param name="chat">Returned as it is if nothing has to be fetched.</param>
    /// <param name="configuration">Says what may be fetched.</param>
    /// <param name="cancellation">The client's.</param>
    /// <exception cref="RefusalException">One of them may not or could not be fetched.</exception>
    public static async Task<ChatRequest> InlineAsync(
        ImageFetcher fetcher, ChatRequest chat, GatewayConfiguration configuration, CancellationToken cancellation)
    {
        var links = chat.Messages.SelectMany(message => message.Content).OfType<ImageLinkPart>().ToArray();
        if (links.Length == 0)
        {
            return chat;
        }

        var images = await FetchAsync(fetcher, links, configuration, cancellation).ConfigureAwait(false);
        return chat with
        {
            Messages = [.. chat.Messages.Select(message => message with { Content = [.. message.Content.Select(part => images.GetValueOrDefault(part, part))] })],
        };
    }

    private static async Task<Dictionary<ContentPart, ContentPart>> FetchAsync(
        ImageFetcher fetcher, ImageLinkPart[] links, GatewayConfiguration configuration, CancellationToken cancellation)
    {
        if (links.Length > MostImages)
        {
            throw ImageRefusals.TooMany(MostImages);
        }

        var images = new Dictionary<ContentPart, ContentPart>(ReferenceEqualityComparer.Instance);
        var room = configuration.Server.MaxBodyMb * 1024L * 1024L;
        foreach (var link in links)
        {
            var image = await fetcher.FetchAsync(link, configuration, cancellation).ConfigureAwait(false);
            room -= image.Length;
            if (room < 0)
            {
                throw ImageRefusals.TooLarge(link.Path, configuration.Server.MaxBodyMb * 1024L * 1024L);
            }

            images[link] = new ImagePart(image, link.Detail, link.Path, link.Source);
        }

        return images;
    }
}
