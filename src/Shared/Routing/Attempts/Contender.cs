using Tollgate.Models;
using Tollgate.Pipeline;

namespace Tollgate.Routing.Attempts;

/// <summary>One of two attempts of which the sooner answer is taken: it can be stopped without the other.</summary>
internal sealed class Contender
{
    private readonly CancellationTokenSource _stop;

    /// <param name="call">Asks the provider.</param>
    /// <param name="admitted">The attempt, begun.</param>
    /// <param name="target">Whose it is.</param>
    /// <param name="cancellation">The client went away.</param>
    public Contender(AttemptCall call, AdmittedAttempt admitted, RouteTarget target, CancellationToken cancellation)
    {
        (Attempt, Target) = (admitted.Attempt, target);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Calling = call.RunAsync(admitted, _stop.Token).AsTask();
    }

    public Attempt Attempt { get; }

    public RouteTarget Target { get; }

    /// <summary>Ends when the answer begins, or there is none.</summary>
    public Task<OpenedAnswer> Calling { get; }

    /// <summary>Waits for its answer, with which the attempt's own cancellation lives on.</summary>
    public async Task<OpenedAnswer> TakeAsync()
    {
        try
        {
            var answer = await Calling.ConfigureAwait(false);
            answer.Keep(_stop);
            return answer;
        }
        catch
        {
            _stop.Dispose();
            throw;
        }
    }

    /// <summary>Nobody waits for its answer any more. Returns when it has let go of its provider.</summary>
    public async Task StopAsync()
    {
        try
        {
            await _stop.CancelAsync().ConfigureAwait(false);
            await (await Calling.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            _stop.Dispose();
        }
    }
}
