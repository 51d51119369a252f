using System.Globalization;
using System.Text.Json;
using Tollgate.Models;
using Tollgate.Pricing;
using Tollgate.Providers.Bedrock.EventStream;
using Tollgate.Providers.Chat.Answer;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.Bedrock.Http;

/// <summary>Reads Bedrock's HTTP responses: a whole one as it is, a stream of frames through its translator.</summary>
/// <param name="call">What was asked.</param>
/// <param name="translator">Of a stream; null where a whole answer was asked for.</param>
internal sealed class BedrockAnswerReader(BedrockCall call, IStreamTranslator? translator) : IAnswerReader
{
    private const string EventStreamType = "application/vnd.amazon.eventstream";

    private Deployment Deployment => call.Deployment;

    public async Task<WholeAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        using var bytes = await PooledBytes.ReadAsync(response, Deployment.Provider.Name, cancellation).ConfigureAwait(false);
        return new WholeAnswer(bytes.Memory.ToArray(), ToldByHeaders(response)) { UpstreamRequestId = RequestId(response) };
    }

    public async Task<StreamedAnswer> OpenAsync(HttpResponseMessage response, Deadline deadline)
    {
        var provider = Deployment.Provider;
        var type = response.Content.Headers.ContentType?.MediaType;
        if (translator is null || (type is not null && !type.Equals(EventStreamType, StringComparison.OrdinalIgnoreCase)))
        {
            throw new UpstreamException(UpstreamRefusals.InvalidAnswer(provider.Name, $"'{type}' where an event stream was asked for"))
            {
                MayHaveBilled = true,
                UpstreamRequestId = RequestId(response),
            };
        }

        var stream = await UpstreamBody.OpenAsync(response, deadline.Token).ConfigureAwait(false);
        var events = new BedrockEvents(stream, provider.Name, deadline.Token);
        return new TranslatedStream(events, translator, ChatIdentity.Of(call.Request, Deployment), provider, deadline, response)
        {
            UpstreamRequestId = RequestId(response),
        };
    }

    public UpstreamError ReadError(ReadOnlySpan<byte> body, HttpResponseMessage response)
    {
        var kind = HeaderOf(response, "x-amzn-errortype");
        try
        {
            return BedrockErrors.Read(kind, body);
        }
        catch (JsonException) when (kind is not null)
        {
            return BedrockErrors.Read(kind, message: null);
        }
    }

    /// <summary>Models that embed tell their usage here, and some nowhere else.</summary>
    private static TokenUsage? ToldByHeaders(HttpResponseMessage response) =>
        long.TryParse(HeaderOf(response, "x-amzn-bedrock-input-token-count"), NumberStyles.None, CultureInfo.InvariantCulture, out var input)
            ? new TokenUsage { Input = input }
            : null;

    private static string? RequestId(HttpResponseMessage response) =>
        HeaderOf(response, "x-amzn-requestid") is { Length: <= 128 } id && !id.AsSpan().ContainsAnyExceptInRange('!', '~') ? id : null;

    private static string? HeaderOf(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.First() : null;
}
