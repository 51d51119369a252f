using Tollgate.Pipeline;
using Tollgate.Providers.Upstream;

namespace Tollgate.Routing.Circuits;

/// <summary>
/// Whether a deployment may be asked now. Where the request is a half-open circuit's one trial, it must be told how it went;
/// disposing it untold gives the trial to somebody else.
/// </summary>
internal sealed class CircuitPass : IDisposable
{
    private readonly Action<bool?, string?>? _tell;
    private int _isTold;

    private CircuitPass(Refusal? refusal, Action<bool?, string?>? tell) => (Refusal, _tell) = (refusal, tell);

    /// <summary>The circuit is closed.</summary>
    public static CircuitPass Free { get; } = new(null, null);

    /// <summary>Why not; null: it may.</summary>
    public Refusal? Refusal { get; }

    /// <summary>The request is the one trial of a half-open circuit.</summary>
    public bool IsTrial => _tell is not null;

    /// <param name="refusal">What the client is told if nobody else answers.</param>
    public static CircuitPass Refused(Refusal refusal) => new(refusal, null);

    /// <param name="tell">Told once how it went (null: it was not asked) and the code of the failure.</param>
    public static CircuitPass Trial(Action<bool?, string?> tell) => new(null, tell);

    public void Succeeded() => Tell(true, null);

    /// <summary>One that says no to this request is there again all the same.</summary>
    public void Failed(UpstreamException failure)
    {
        if (IsTrial)
        {
            Tell(!CircuitFailures.Counts(failure), failure.Refusal.Code);
        }
    }

    /// <summary>For a trial that is no client's request.</summary>
    public void Failed(string code) => Tell(false, code);

    public void Dispose() => Tell(null, null);

    private void Tell(bool? succeeded, string? reason)
    {
        if (_tell is not null && Interlocked.Exchange(ref _isTold, 1) == 0)
        {
            _tell(succeeded, reason);
        }
    }
}
