using Amazon.BedrockRuntime.Model;
using Amazon.Runtime;
using Amazon.Runtime.EventStreams;
using Amazon.Runtime.EventStreams.Internal;
using Tollgate.Providers.Bedrock;
using Tollgate.Providers.Upstream;

namespace Tollgate.FunctionApp.Bedrock;

/// <summary>What an exception of the SDK's means.</summary>
internal static class SdkErrors
{
    /// <returns>Null if it is not the upstream's doing.</returns>
    public static UpstreamException? Translate(Exception failure, Deadline? deadline, string provider) => failure switch
    {
        AmazonServiceException { InnerException: HttpRequestException transport } => TransportErrors.Map(transport, provider),
        AmazonUnmarshallingException unreadable => UpstreamFailures.Translate(new InvalidDataException(unreadable.Message, unreadable), deadline, provider),
        AmazonServiceException { StatusCode: not 0 } answered => Told((int)answered.StatusCode, answered, provider),
        AmazonClientException => new UpstreamException(UpstreamRefusals.RejectedCredentials(provider), failure),
        BedrockRuntimeEventStreamException { InnerException: AmazonServiceException within } => Told(BedrockErrors.StatusOf(KindOf(within)), within, provider),
        EventStreamException { InnerException: IOException cut } => UpstreamFailures.Translate(cut, deadline, provider),
        EventStreamException or EventStreamParseException or EventStreamChecksumFailureException or EventStreamValidationException
            or EventStreamDecoderIllegalStateException or UnknownEventStreamMessageTypeException =>
            UpstreamFailures.Translate(new InvalidDataException(failure.Message, failure), deadline, provider),
        _ => UpstreamFailures.Translate(failure, deadline, provider),
    };

    private static UpstreamException Told(int status, AmazonServiceException answered, string provider)
    {
        var told = UpstreamErrors.InBand(status, BedrockErrors.Read(KindOf(answered), answered.Message), provider);
        return new UpstreamException(told.Refusal, answered) { UpstreamRequestId = answered.RequestId };
    }

    private static string KindOf(AmazonServiceException answered) => answered.ErrorCode is { Length: > 0 } code ? code : answered.GetType().Name;
}
