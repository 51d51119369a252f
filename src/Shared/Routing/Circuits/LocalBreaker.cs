using Polly;
using Polly.CircuitBreaker;

namespace Tollgate.Routing.Circuits;

/// <summary>Decides, by what this instance has seen, whether a closed circuit should open. Thrown away when it has decided.</summary>
internal sealed class LocalBreaker
{
    private readonly CircuitBreakerStateProvider _state = new();
    private readonly ResiliencePipeline<bool> _sampled;
    private readonly int _threshold;
    private int _inARow;

    public LocalBreaker(CircuitOptions options, TimeProvider time)
    {
        _threshold = options.FailureThreshold;
        _sampled = new ResiliencePipelineBuilder<bool> { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<bool>
            {
                FailureRatio = options.FailureRatio,
                MinimumThroughput = options.MinimumRequests,
                SamplingDuration = options.Sampling,
                ShouldHandle = static outcome => ValueTask.FromResult(outcome.Outcome.Result),
                StateProvider = _state,
            })
            .Build();
    }

    public int FailuresInARow => Volatile.Read(ref _inARow);

    /// <summary>Takes in how a request went, and decides nothing.</summary>
    public void Count(bool isFailure)
    {
        if (isFailure)
        {
            Interlocked.Increment(ref _inARow);
        }
        else
        {
            Volatile.Write(ref _inARow, 0);
        }
    }

    /// <summary>Takes in how a request went; true: too many have failed.</summary>
    public bool Saw(bool isFailure)
    {
        Count(isFailure);
        var isTooMany = isFailure && FailuresInARow >= _threshold;
        try
        {
            _sampled.Execute(static failed => failed, isFailure);
        }
        catch (BrokenCircuitException)
        {
            // Another thread's failure has just opened it.
        }

        return isTooMany || _state.CircuitState != CircuitState.Closed;
    }
}
