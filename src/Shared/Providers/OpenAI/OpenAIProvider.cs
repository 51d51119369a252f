using System.Text.Json;
using Tollgate.Models;
using Tollgate.Pipeline;

namespace Tollgate.Providers.OpenAI;

/// <summary>
/// The OpenAI wire against any base URL. A relay: the client's bytes go out and the upstream's come back, with the model's name
/// replaced on the way out and the usage read on the way back.
/// </summary>
internal sealed class OpenAIProvider(UpstreamHttp http, TimeProvider time) : IModelProvider
{
    public string Wire => "openai";

    public bool SpeaksCompletions => true;

    public async Task<ProviderAnswer> AskAsync(GatewayRequest request, Deployment deployment, CancellationToken cancellation)
    {
        var provider = deployment.Provider;
        var deadline = new Deadline(time, cancellation);
        HttpResponseMessage? response = null;
        try
        {
            deadline.Within(provider.TimeoutSeconds, request.Facts.Stream ? "byte" : "answer");
            using var message = OpenAIRequest.Create(request, deployment);
            response = await http.SendAsync(message, deadline.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                throw await OpenAIErrors.ReadAsync(response, provider.Name, time, deadline.Token).ConfigureAwait(false);
            }

            var answer = request.Facts.Stream
                ? (ProviderAnswer)await RelayedStream.OpenAsync(response, provider, deadline, hidesUsage: !request.Facts.IncludeUsage).ConfigureAwait(false)
                : await RelayedAnswer.ReadAsync(response, provider.Name, deadline.Token).ConfigureAwait(false);
            if (answer is RelayedStream)
            {
                // From here on the stream owns both.
                (response, deadline) = (null, null);
            }

            return answer;
        }
        catch (Exception failure) when (Translate(failure, deadline, provider.Name) is { } told)
        {
            throw told;
        }
        finally
        {
            response?.Dispose();
            deadline?.Dispose();
        }
    }

    /// <summary>What an exception on the way to or from an upstream means; null if it is not the upstream's doing.</summary>
    internal static UpstreamException? Translate(Exception failure, Deadline? deadline, string provider) => failure switch
    {
        UpstreamException told => told,
        OperationCanceledException when deadline is { HasPassed: true } =>
            Begun(UpstreamRefusals.Timeout(provider, deadline.WaitedFor, deadline.Seconds), failure),
        OperationCanceledException { InnerException: TimeoutException } => TransportErrors.ConnectTimeout(failure, provider),
        HttpRequestException transport => TransportErrors.Map(transport, provider),
        IOException => Begun(UpstreamRefusals.CutAnswer(provider), failure),
        JsonException => Begun(UpstreamRefusals.InvalidAnswer(provider, "an answer that is not valid JSON"), failure),
        InvalidDataException => Begun(UpstreamRefusals.InvalidAnswer(provider, "an answer in an unreadable encoding"), failure),
        _ => null,
    };

    private static UpstreamException Begun(Refusal refusal, Exception cause) => new(refusal, cause) { MayHaveBilled = true };
}
