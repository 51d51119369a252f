using Tollgate.Pipeline;
using Tollgate.Quotas;
using Tollgate.Quotas.Admission;
using Tollgate.Routing.Capabilities;
using Tollgate.Routing.Circuits;

namespace Tollgate.Routing.Attempts;

/// <summary>Whether an attempt is made: its target can do what is wanted, its circuit lets it through, and every limit has something left.</summary>
internal sealed class AttemptGate(Admission admission, CircuitBreakers circuits)
{
    /// <exception cref="RefusalException">The target cannot do what is wanted, or not at a price that anybody knows.</exception>
    public ValueTask<AdmittedAttempt> EnterAsync(Attempt attempt, CancellationToken cancellation) => EnterAsync(attempt, isBeside: false, cancellation);

    /// <summary>The same for an attempt beside one under way, for which less is done: see <see cref="Admission.AdmitBesideAsync"/>.</summary>
    /// <exception cref="RefusalException">As for any attempt.</exception>
    public ValueTask<AdmittedAttempt> EnterBesideAsync(Attempt attempt, CancellationToken cancellation) => EnterAsync(attempt, isBeside: true, cancellation);

    /// <summary>An attempt that was let in is not made after all.</summary>
    public static void Withdraw(AdmittedAttempt admitted)
    {
        admitted.Pass.Dispose();
        admitted.Attempt.Request.Holds.End(admitted.Attempt.Hold, new QuotaAmounts(0, 0, 0));
    }

    /// <summary>What one target cannot do, the next one may.</summary>
    public static bool ConcernsTargetAlone(RefusalException refused) => refused.Refusal.Code is "unsupported_parameter" or "context_length_exceeded";

    private async ValueTask<AdmittedAttempt> EnterAsync(Attempt attempt, bool isBeside, CancellationToken cancellation)
    {
        CapabilityCheck.Require(attempt);
        var pass = await circuits.EnterAsync(attempt.Deployment, attempt.Request.Configuration.Circuits, cancellation).ConfigureAwait(false);
        if (pass.Refusal is { } left)
        {
            return new AdmittedAttempt(attempt, pass, left);
        }

        var isAdmitted = false;
        try
        {
            var admitting = isBeside ? admission.AdmitBesideAsync(attempt, cancellation) : admission.AdmitAsync(attempt, cancellation);
            var admitted = await admitting.ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            isAdmitted = admitted.Refusal is null;
            return new AdmittedAttempt(attempt, pass, admitted.Refusal);
        }
        finally
        {
            if (!isAdmitted)
            {
                Withdraw(new AdmittedAttempt(attempt, pass));
            }
        }
    }
}
