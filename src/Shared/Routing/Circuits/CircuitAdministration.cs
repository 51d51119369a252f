using Microsoft.Extensions.Logging;
using Tollgate.Routing.Circuits.State;
using Tollgate.State;
using Tollgate.Telemetry;

namespace Tollgate.Routing.Circuits;

/// <summary>What an administrator may do with a provider's circuits.</summary>
internal sealed class CircuitAdministration(
    CircuitBreakers circuits, IIdSource ids, CircuitInstruments instruments, TimeProvider time, ILogger<CircuitAdministration> log)
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

    /// <summary>Carries out one of <see cref="CircuitCommand"/>'s actions on all circuits of a provider, for the whole fleet.</summary>
    /// <returns>Null: durable state does not answer. The circuits afterwards, as far as the entity was in time.</returns>
    public async Task<CircuitReport?> CommandAsync(string provider, string action, string key, CancellationToken cancellation)
    {
        var found = circuits.Of(provider);
        if (!await found.ReadAsync(cancellation).ConfigureAwait(false))
        {
            return null;
        }

        var revision = Math.Max(time.GetUtcNow().ToUnixTimeMilliseconds(), (found.View.State?.CommandRevision ?? 0) + 1);
        var command = new CircuitCommand { Action = action, Revision = revision, By = key };
        if (!await found.View.SendAsync(command.ToEnvelope(ids.Next())).ConfigureAwait(false))
        {
            return null;
        }

        CircuitLog.Commanded(log, provider, action, key);
        instruments.Moved(provider, null, CircuitCommand.TransitionOf(action));
        var begun = time.GetTimestamp();
        while (await found.ReadAsync(cancellation).ConfigureAwait(false)
            && found.View.State?.CommandRevision < revision
            && time.GetElapsedTime(begun) < Patience)
        {
            await Task.Delay(Look, time, cancellation).ConfigureAwait(false);
        }

        return found.Report();
    }
}
