using Tollgate.Providers.Chat.Answer;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.Bedrock.Http;

/// <summary>Bedrock over plain HTTP: what a home uses that brings no carrier of its own.</summary>
internal sealed class BedrockHttpCarrier(UpstreamExchange exchange, TimeProvider time) : IBedrockCarrier
{
    public async Task<WholeAnswer> SendAsync(BedrockCall call, CancellationToken cancellation) =>
        (WholeAnswer)await RunAsync(call, translator: null, cancellation).ConfigureAwait(false);

    public async Task<StreamedAnswer> OpenAsync(BedrockCall call, IStreamTranslator translator, CancellationToken cancellation) =>
        (StreamedAnswer)await RunAsync(call, translator, cancellation).ConfigureAwait(false);

    private Task<ProviderAnswer> RunAsync(BedrockCall call, IStreamTranslator? translator, CancellationToken cancellation) => exchange.RunAsync(
        call.Request,
        call.Deployment,
        () => BedrockMessage.Create(call, time.GetUtcNow()),
        new BedrockAnswerReader(call, translator),
        cancellation);
}
