using Amazon.BedrockRuntime.Model;
using Tollgate.Providers;
using Tollgate.Providers.Bedrock;
using Tollgate.Providers.Chat.Answer;
using Tollgate.Providers.Upstream;

namespace Tollgate.FunctionApp.Bedrock;

/// <summary>Bedrock through AWS's SDK: the JSON of the translation becomes the SDK's objects, and its answers become JSON again.</summary>
internal sealed class BedrockSdkCarrier(BedrockClients clients, TimeProvider time) : IBedrockCarrier
{
    public async Task<WholeAnswer> SendAsync(BedrockCall call, CancellationToken cancellation)
    {
        var provider = call.Deployment.Provider;
        using var deadline = new Deadline(time, cancellation);
        deadline.Within(provider.TimeoutSeconds, "answer");
        try
        {
            return call.Operation == BedrockOperation.InvokeModel
                ? await InvokeAsync(call, deadline.Token).ConfigureAwait(false)
                : await ConverseAsync(call, deadline.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (SdkErrors.Translate(failure, deadline, provider.Name) is { } told)
        {
            throw told;
        }
    }

    public async Task<StreamedAnswer> OpenAsync(BedrockCall call, IStreamTranslator translator, CancellationToken cancellation)
    {
        var provider = call.Deployment.Provider;
        var deadline = new Deadline(time, cancellation);
        try
        {
            deadline.Within(provider.TimeoutSeconds, "byte");
            var request = SdkRequest.ReadStream(call);
            var response = await clients.For(provider).ConverseStreamAsync(request, deadline.Token).ConfigureAwait(false);
            var events = new SdkEvents(response.Stream!, provider.Name, deadline.Token);
            var stream = new TranslatedStream(events, translator, ChatIdentity.Of(call.Request, call.Deployment), provider, deadline, response)
            {
                UpstreamRequestId = response.ResponseMetadata?.RequestId,
            };
            deadline = null;
            return stream;
        }
        catch (Exception failure) when (SdkErrors.Translate(failure, deadline, provider.Name) is { } told)
        {
            throw told;
        }
        finally
        {
            deadline?.Dispose();
        }
    }

    private async Task<WholeAnswer> ConverseAsync(BedrockCall call, CancellationToken cancellation)
    {
        var response = await clients.For(call.Deployment.Provider).ConverseAsync(SdkRequest.Read(call), cancellation).ConfigureAwait(false);
        return new WholeAnswer(SdkAnswer.Write(response), usage: null) { UpstreamRequestId = response.ResponseMetadata?.RequestId };
    }

    private async Task<WholeAnswer> InvokeAsync(BedrockCall call, CancellationToken cancellation)
    {
        using var body = new MemoryStream(call.Body.ToArray());
        var request = new InvokeModelRequest
        {
            ModelId = call.Deployment.UpstreamModel,
            ContentType = "application/json",
            Accept = "application/json",
            Body = body,
        };
        var response = await clients.For(call.Deployment.Provider).InvokeModelAsync(request, cancellation).ConfigureAwait(false);
        return new WholeAnswer(response.Body!.ToArray(), usage: null) { UpstreamRequestId = response.ResponseMetadata?.RequestId };
    }
}
