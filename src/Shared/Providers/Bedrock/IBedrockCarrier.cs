using Tollgate.Providers.Chat.Answer;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.Bedrock;

/// <summary>
/// Takes Bedrock's JSON to Bedrock and brings its JSON back, over HTTP or through AWS's SDK: the translation is the same for
/// both. One call is one attempt under the provider's deadlines; nothing is retried here.
/// </summary>
internal interface IBedrockCarrier
{
    /// <summary>Asks for a whole answer: its body is Bedrock's own JSON, its usage what the response's head told, if anything.</summary>
    /// <exception cref="UpstreamException">There is no answer.</exception>
    Task<WholeAnswer> SendAsync(BedrockCall call, CancellationToken cancellation);

    /// <summary>Asks for a stream of Converse's events, which <paramref name="translator"/> turns into chunks.</summary>
    /// <exception cref="UpstreamException">There is no stream.</exception>
    Task<StreamedAnswer> OpenAsync(BedrockCall call, IStreamTranslator translator, CancellationToken cancellation);
}
