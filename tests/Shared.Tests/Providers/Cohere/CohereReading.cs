using System.Text;
using System.Text.Json.Nodes;
using Tollgate.Pricing;
using Tollgate.Providers;
using Tollgate.Providers.Chat.Answer;
using Tollgate.Providers.Cohere;
using Tollgate.Providers.Upstream;
using Tollgate.Testing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Providers.Cohere;

/// <summary>What a client gets for what Cohere answers.</summary>
internal static class CohereReading
{
    private static readonly ChatIdentity Identity = new("chatcmpl-1", "command-a", 1_700_000_000);

    /// <exception cref="UpstreamException">As a client would be told.</exception>
    public static async Task<(JsonNode Answer, TokenUsage? Usage)> WholeAsync(string answer)
    {
        using var response = new HttpResponseMessage { Content = new StringContent(answer, Encoding.UTF8, "application/json") };
        await using var told = await TranslatedAnswer.ReadAsync(response, Identity, "up", root => CohereAnswer.Read(root, "up"), CancellationToken.None);
        return (JsonNode.Parse(told.Body.Span)!, told.Usage);
    }

    /// <summary>The chunks that were read, with what broke the stream if something did.</summary>
    public static async Task<CohereStreamed> StreamAsync(byte[] stream, params int[] cuts)
    {
        using var deadline = new Deadline(new ManualTimeProvider(), CancellationToken.None);
        var pieces = new PiecewiseStream().Feed([.. Cut(stream, cuts)]).End();
        await using var told = new TranslatedStream(
            new ServerSentEvents(pieces, deadline.Token), new CohereStreamTranslator("up"), Identity, TestGateway.Provider("cohere"), deadline, connection: null);
        var read = new CohereStreamed([], null, null);
        try
        {
            await foreach (var current in told.ReadEventsAsync())
            {
                read.Chunks.Add(current.Kind == StreamEventKind.Done ? "[DONE]" : Encoding.UTF8.GetString(current.Data.Span));
            }
        }
        catch (UpstreamException failure)
        {
            read = read with { Failure = failure };
        }

        return read with { Usage = told.Usage };
    }

    /// <summary>Events as Cohere writes them, each named by its type.</summary>
    public static byte[] Events(params string[] data) => Encoding.UTF8.GetBytes(
        string.Concat(data.Select(each => $"event: {(string?)JsonNode.Parse(each)!["type"]}\ndata: {each}\n\n")));

    private static IEnumerable<byte[]> Cut(byte[] stream, int[] cuts)
    {
        var start = 0;
        foreach (var cut in cuts.Order().Append(stream.Length))
        {
            yield return stream[start..cut];
            start = cut;
        }
    }
}

/// <summary>A stream as far as it could be read.</summary>
internal sealed record CohereStreamed(List<string> Chunks, TokenUsage? Usage, UpstreamException? Failure)
{
    public IEnumerable<JsonNode> Deltas => Chunks.Where(chunk => chunk != "[DONE]")
        .Select(chunk => JsonNode.Parse(chunk)!["choices"]!.AsArray())
        .Where(choices => choices.Count > 0)
        .Select(choices => choices[0]!["delta"]!);
}
