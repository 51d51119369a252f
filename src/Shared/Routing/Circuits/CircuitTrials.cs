using Microsoft.Extensions.Logging;
using Tollgate.Configuration;
using Tollgate.Routing.Circuits.State;
using Tollgate.State;
using Tollgate.Telemetry;

namespace Tollgate.Routing.Circuits;

/// <summary>Gets this instance the one trial of a half-open circuit, and tells the fleet how it went.</summary>
internal sealed class CircuitTrials(
    string provider, CircuitView view, Action<CircuitState> taken, Incarnation incarnation, IIdSource ids, CircuitInstruments instruments, TimeProvider time, ILogger log)
{
    /// <summary>The request waits no longer to hear whether the trial is its own.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>A claim that arrives later than this is void; generous, as the clocks of two hosts are compared.</summary>
    private static readonly TimeSpan ClaimsLive = TimeSpan.FromSeconds(10);

    /// <summary>Beyond what the provider may take: for the claim to be seen, and the result to arrive.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(25);

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    public async ValueTask<CircuitPass> BeginAsync(DeploymentCircuit circuit, ProviderOptions provider, CircuitOptions options, CancellationToken cancellation)
    {
        if (!circuit.TryBeginTrial())
        {
            return Wait(provider, TimeSpan.Zero);
        }

        CircuitPass? pass = null;
        try
        {
            var standing = circuit.Standing(view.State, Now);
            pass = standing switch
            {
                { Status: CircuitStatus.HalfOpen, IsShared: false } => Trial(circuit, standing, ids.Next(), options),
                { Status: CircuitStatus.HalfOpen, Probe: null } => await ClaimAsync(circuit, standing, provider, options, cancellation).ConfigureAwait(false),
                { Status: CircuitStatus.HalfOpen, Probe: { } probe } when probe == circuit.Claim => Trial(circuit, standing, probe, options),
                { Status: CircuitStatus.Closed } => CircuitPass.Free,
                _ => Wait(provider, standing),
            };
            return pass;
        }
        finally
        {
            if (pass is not { IsTrial: true })
            {
                circuit.EndTrial();
            }
        }
    }

    private async Task<CircuitPass> ClaimAsync(
        DeploymentCircuit circuit, CircuitStanding half, ProviderOptions provider, CircuitOptions options, CancellationToken cancellation)
    {
        var probe = circuit.Claim = ids.Next();
        var claim = new ProbeClaim
        {
            Deployment = circuit.Deployment,
            Revision = half.Revision,
            Probe = probe,
            By = incarnation.Id,
            Ttl = (long)(TimeSpan.FromSeconds(provider.TimeoutSeconds) + Margin).TotalMilliseconds,
            NotAfter = Now + (long)ClaimsLive.TotalMilliseconds,
        };
        var begun = time.GetTimestamp();
        if (!await view.SendAsync(claim.ToEnvelope()).ConfigureAwait(false))
        {
            return Trial(circuit, half, probe, options);
        }

        for (var pause = FirstLook; ; pause *= 2)
        {
            if (!await view.ReadAsync(taken, cancellation).ConfigureAwait(false))
            {
                // The fleet cannot agree on who tries. Every instance by itself is still better than none for ever.
                return Trial(circuit, half, probe, options);
            }

            var standing = circuit.Standing(view.State, Now);
            if (standing.Revision != half.Revision || standing.Status != CircuitStatus.HalfOpen)
            {
                return standing.Status == CircuitStatus.Closed ? CircuitPass.Free : Wait(provider, standing);
            }

            if (standing.Probe is { } granted)
            {
                return granted == probe ? Trial(circuit, half, probe, options) : Wait(provider, TimeSpan.Zero);
            }

            if (time.GetElapsedTime(begun) + pause > Patience)
            {
                return Wait(provider, TimeSpan.Zero);
            }

            await Task.Delay(pause, time, cancellation).ConfigureAwait(false);
        }
    }

    private CircuitPass Trial(DeploymentCircuit circuit, CircuitStanding half, string probe, CircuitOptions options) =>
        CircuitPass.Trial((succeeded, reason) => End(circuit, half, probe, options, succeeded, reason));

    private void End(DeploymentCircuit circuit, CircuitStanding half, string probe, CircuitOptions options, bool? succeeded, string? reason)
    {
        var recovery = (long)options.RecoveryTimeout.TotalMilliseconds;
        var result = new ProbeResult
        {
            Deployment = circuit.Deployment,
            Revision = half.Revision,
            Probe = probe,
            By = incarnation.Id,
            Succeeded = succeeded,
            OpenFor = recovery,
            Reason = succeeded == false ? reason : null,
        }.ToEnvelope();
        if (succeeded is { } known)
        {
            circuit.MoveAhead(new LocalTransition(half.Revision + 1, IsOpen: !known, Now + recovery, half.IsShared ? result : null));
            instruments.Moved(provider, circuit.Deployment, known ? CircuitTransition.Closed : CircuitTransition.Open);
            if (known)
            {
                CircuitLog.Closed(log, circuit.Deployment);
            }
            else
            {
                CircuitLog.StaysOpen(log, circuit.Deployment, options.RecoveryTimeout.TotalSeconds, reason);
            }
        }

        if (half.IsShared)
        {
            _ = view.SendAsync(result);
        }

        circuit.Claim = null;
        circuit.EndTrial();
    }

    private CircuitPass Wait(ProviderOptions provider, CircuitStanding standing) => CircuitPass.Refused(CircuitRefusals.Of(provider.Name, standing, Now));

    private static CircuitPass Wait(ProviderOptions provider, TimeSpan wait) => CircuitPass.Refused(CircuitRefusals.Open(provider.Name, wait));
}
