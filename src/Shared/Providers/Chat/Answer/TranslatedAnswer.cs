using System.Text.Json;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.Chat.Answer;

/// <summary>Reads a provider's whole answer in its own form and writes the chat completion that it comes to.</summary>
internal static class TranslatedAnswer
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 256 };

    /// <param name="response">A successful one.</param>
    /// <param name="identity">Of the completion.</param>
    /// <param name="provider">Whose answer it is.</param>
    /// <param name="translate">Reads the answer's root.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="UpstreamException">It does not keep to the provider's API, or is an error.</exception>
    public static async Task<WholeAnswer> ReadAsync(
        HttpResponseMessage response, ChatIdentity identity, string provider, Func<JsonElement, ChatAnswer> translate, CancellationToken cancellation)
    {
        using var bytes = await PooledBytes.ReadAsync(response, provider, cancellation).ConfigureAwait(false);
        try
        {
            using var document = JsonDocument.Parse(bytes.Memory, Deep);
            return AnswerJson.Write(translate(document.RootElement), identity, UpstreamRequestIds.Read(response));
        }
        catch (Exception failure) when (WireFault.Is(failure))
        {
            throw WireFault.Told(failure, provider);
        }
    }
}
