using System.ClientModel.Primitives;

namespace Tollgate.FunctionApp.Azure;

/// <summary>
/// Sends a call to the address that the configuration means. The package knows the dated path alone, and of versions only those
/// that were current when it was built.
/// </summary>
internal sealed class AddressPolicy(Uri address) : PipelinePolicy
{
    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        message.Request.Uri = address;
        ProcessNext(message, pipeline, currentIndex);
    }

    public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        message.Request.Uri = address;
        return ProcessNextAsync(message, pipeline, currentIndex);
    }
}
