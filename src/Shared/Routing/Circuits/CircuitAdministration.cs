using Microsoft.Extensions.Logging;
using Tollgate.Pipeline;
using Tollgate.Routing.Circuits.State;
using Tollgate.Routing.Targets;
using Tollgate.State;
using Tollgate.Telemetry;

namespace Tollgate.Routing.Circuits;

/// <summary>What an administrator may do with a provider's circuits.</summary>
internal sealed class CircuitAdministration(
    CircuitBreakers circuits, TargetLoads loads, IIdSource ids, CircuitInstruments instruments, TimeProvider time, ILogger<CircuitAdministration> log)
{
    /// <summary>An entity takes its time; an answer that does not show the command yet is still true.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <returns>Null: durable state does not answer.</returns>
    public async Task<CircuitReport?> ReadAsync(string provider, CancellationToken cancellation)
    {
        var found = circuits.Of(provider);
        return await found.ReadAsync(cancellation).ConfigureAwait(false) ? found.Report() : null;
    }

    /// <summary>Carries out one of <see cref="CircuitCommand"/>'s actions, for the whole fleet.</summary>
    /// <param name="provider">Whose circuits.</param>
    /// <param name="deployment">The one that is meant; null: all of them.</param>
    /// <param name="action">What to do.</param>
    /// <param name="key">Id of the administrator's API key.</param>
    /// <param name="cancellation">Of the request.</param>
    /// <returns>Null: durable state does not answer. The circuits afterwards, as far as the entity was in time.</returns>
    /// <exception cref="RefusalException">As many deployments have a command of their own as can.</exception>
    public async Task<CircuitReport?> CommandAsync(string provider, string? deployment, string action, string key, CancellationToken cancellation)
    {
        var found = circuits.Of(provider);
        if (!await found.ReadAsync(cancellation).ConfigureAwait(false))
        {
            return null;
        }

        var state = found.View.State ?? CircuitState.Empty;
        if (deployment is not null && !state.HasRoomFor(deployment))
        {
            throw new RefusalException(CircuitRefusals.TooManyHolds);
        }

        var revision = Math.Max(time.GetUtcNow().ToUnixTimeMilliseconds(), state.LastCommand + 1);
        var command = deployment is null
            ? new CircuitCommand { Action = action, Revision = revision, By = key }.ToEnvelope(ids.Next())
            : new DeploymentCommand { Deployment = deployment, Action = action, Revision = revision, By = key }.ToEnvelope(ids.Next());
        if (!await found.View.SendAsync(command).ConfigureAwait(false))
        {
            return null;
        }

        Tell(provider, deployment, action, key);
        Lift(provider, deployment, action);
        var begun = time.GetTimestamp();
        while (await found.ReadAsync(cancellation).ConfigureAwait(false)
            && found.View.State?.LastCommandOn(deployment) < revision
            && time.GetElapsedTime(begun) < Patience)
        {
            await Task.Delay(Look, time, cancellation).ConfigureAwait(false);
        }

        return found.Report();
    }

    /// <summary>What may be asked again is asked again, whatever pause it wanted. Other instances do the same when they hear of the command.</summary>
    private void Lift(string provider, string? deployment, string action)
    {
        if (action == CircuitCommand.Open)
        {
            return;
        }

        if (deployment is null)
        {
            loads.LiftAll(provider);
        }
        else
        {
            loads.Of(deployment).Lift();
        }
    }

    private void Tell(string provider, string? deployment, string action, string key)
    {
        if (deployment is null)
        {
            CircuitLog.Commanded(log, provider, action, key);
        }
        else
        {
            CircuitLog.CommandedAlone(log, deployment, action, key);
        }

        instruments.Moved(provider, deployment, CircuitCommand.TransitionOf(action));
    }
}
