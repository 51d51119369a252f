using System.Runtime.CompilerServices;
using Tollgate.Configuration;

namespace Tollgate.Providers.Upstream;

/// <summary>The steps of an upstream's stream, each within its time: the first under the deadline that already runs, every further one afresh.</summary>
/// <param name="steps">Not disposed of here.</param>
/// <param name="provider">Whose stream it is.</param>
/// <param name="deadline">Runs while a step is waited for, and only then.</param>
internal sealed class TimedSteps<T>(IAsyncEnumerator<T> steps, ProviderOptions provider, Deadline deadline)
{
    private bool _hasBegun;

    public T Current => steps.Current;

    /// <exception cref="UpstreamException">The stream broke or fell silent.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> NextAsync()
    {
        try
        {
            var step = steps.MoveNextAsync();
            if (_hasBegun && !step.IsCompleted)
            {
                deadline.Within(provider.StreamIdleTimeoutSeconds, "further part of the stream");
            }

            var hasNext = await step.ConfigureAwait(false);

            // Whoever reads slowly at the other end must not make the upstream look silent.
            deadline.Pause();
            _hasBegun = true;
            return hasNext;
        }
        catch (Exception failure) when (UpstreamFailures.Translate(failure, deadline, provider.Name) is { } told)
        {
            throw told;
        }
    }
}
