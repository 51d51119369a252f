using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Tollgate.Models;
using Tollgate.Routing.Circuits.State;
using Tollgate.Routing.Targets;
using Tollgate.State;
using Tollgate.Telemetry;

namespace Tollgate.Routing.Circuits;

/// <summary>One provider's circuits: what the fleet shares, and what this instance adds to it.</summary>
internal sealed class ProviderCircuits
{
    /// <summary>Behind a provider that serves any name, callers can make up as many deployments as they like.</summary>
    private const int MostDeployments = 1024;

    private readonly ConcurrentDictionary<string, DeploymentCircuit> _circuits = new(StringComparer.Ordinal);
    private readonly string _provider;
    private readonly Action<CircuitState> _taken;
    private readonly TimeProvider _time;
    private readonly DeploymentCircuit _others;
    private readonly CircuitTrials _trials;
    private readonly Incarnation _incarnation;
    private readonly CircuitInstruments _instruments;
    private readonly TargetLoads _loads;
    private readonly ILogger _log;
    private long _floor;

    public ProviderCircuits(
        string provider, IEntityClient store, Incarnation incarnation, IIdSource ids, CircuitInstruments instruments, TargetLoads loads, TimeProvider time, ILogger log)
    {
        (_provider, _incarnation, _instruments, _loads, _time, _log, _taken) = (provider, incarnation, instruments, loads, time, log, Take);
        View = new CircuitView(provider, store, time, log);
        _others = new DeploymentCircuit($"{provider}/*", time);
        _trials = new CircuitTrials(provider, View, _taken, incarnation, ids, instruments, time, log);
    }

    public CircuitView View { get; }

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    public void Refresh() => View.Refresh(_taken);

    public Task<bool> ReadAsync(CancellationToken cancellation) => View.ReadAsync(_taken, cancellation);

    public DeploymentCircuit Of(string deployment) =>
        _circuits.TryGetValue(deployment, out var circuit) ? circuit
        : _circuits.Count < MostDeployments || View.State?.HoldOf(deployment) is not null ? _circuits.GetOrAdd(deployment, static (id, time) => new DeploymentCircuit(id, time), _time) : _others;

    public CircuitStanding Standing(string deployment) => Of(deployment).Standing(View.State, Now);

    /// <summary>How a deployment's circuit stands, if this instance knows of it and its knowledge is not old.</summary>
    public CircuitStatus? Known(string deployment) =>
        !View.IsUnknown && (_circuits.ContainsKey(deployment) || View.State?.Find(deployment) is not null || View.State?.HoldOf(deployment) is not null) ? Standing(deployment).Status : null;

    /// <summary>Asks for a pass through a circuit that is not closed, as far as this instance knows.</summary>
    public async ValueTask<CircuitPass> EnterAsync(Deployment deployment, CircuitOptions options, CancellationToken cancellation)
    {
        // What is refused is refused by the latest news: after an idle while the circuit may have closed long ago.
        if (View.IsUnknown || View.IsOld)
        {
            await View.JoinAsync(_taken).WaitAsync(cancellation).ConfigureAwait(false);
        }

        var circuit = Of(deployment.Id);
        var standing = circuit.Standing(View.State, Now);
        return standing.Status switch
        {
            CircuitStatus.Closed => CircuitPass.Free,
            CircuitStatus.HalfOpen => await _trials.BeginAsync(circuit, deployment.Provider, options, cancellation).ConfigureAwait(false),
            _ => CircuitPass.Refused(CircuitRefusals.Of(_provider, standing, Now)),
        };
    }

    /// <summary>Takes in how a request went; too many failures open the circuit, here at once and for all as soon as they hear of it.</summary>
    public void Saw(string deployment, bool isFailure, string? reason, CircuitOptions options)
    {
        var circuit = Of(deployment);
        var standing = circuit.Standing(View.State, Now);
        if (standing.Status != CircuitStatus.Closed)
        {
            return;
        }

        if (View.State?.ForcedOf(circuit.Deployment) is not null)
        {
            circuit.Count(isFailure, options);
            return;
        }

        if (circuit.Saw(isFailure, options) is not { } failures)
        {
            return;
        }

        var trip = new CircuitTrip
        {
            Deployment = circuit.Deployment,
            Revision = standing.Revision,
            OpenFor = (long)options.RecoveryTimeout.TotalMilliseconds,
            By = _incarnation.Id,
            Failures = failures,
            Reason = reason,
        }.ToEnvelope();
        circuit.MoveAhead(new LocalTransition(standing.Revision + 1, IsOpen: true, Now + (long)options.RecoveryTimeout.TotalMilliseconds, trip));
        CircuitLog.Opened(_log, circuit.Deployment, options.RecoveryTimeout.TotalSeconds, failures, reason);
        _instruments.Moved(_provider, circuit.Deployment, CircuitTransition.Open);
        _ = View.SendAsync(trip);
    }

    /// <summary>As this instance knows them.</summary>
    public CircuitReport Report()
    {
        var (state, now) = (View.State, Now);
        var rows =
            from deployment in _circuits.Keys
                .Union(state?.Circuits.Select(circuit => circuit.Deployment) ?? [])
                .Union(state?.Holds.Where(state.IsInForce).Select(hold => hold.Deployment) ?? [])
                .Order(StringComparer.Ordinal)
            let circuit = Of(deployment)
            let standing = circuit.Standing(state, now)
            let failures = standing.Status == CircuitStatus.Closed ? circuit.FailuresInARow : state?.Find(deployment)?.Failures ?? 0
            let wait = standing.Status == CircuitStatus.Open ? Math.Max(0, standing.Until - now) : 0
            select new CircuitReportRow(deployment, standing.Status, failures, TimeSpan.FromMilliseconds(wait), state?.ForcedOf(deployment));
        CircuitReportRow[] circuits = [.. rows];
        return new CircuitReport
        {
            Status = state?.Forced == "open" ? CircuitStatus.Open : circuits.Select(row => row.Status).DefaultIfEmpty().Max(),
            Forced = state?.Forced,
            Circuits = circuits,
            History = state?.Transitions ?? [],
            IsShared = !View.IsFailing,
        };
    }

    private void Take(CircuitState state)
    {
        var isReset = Interlocked.Exchange(ref _floor, state.Floor) != state.Floor;
        if (isReset && state.Forced != "open")
        {
            _loads.LiftAll(_provider);
        }

        foreach (var circuit in _circuits.Values)
        {
            var isCommanded = circuit.IsNews(state.HoldOf(circuit.Deployment)?.Revision ?? 0);
            if (isCommanded || isReset)
            {
                circuit.StartAfresh();
            }

            if (isCommanded && state.ForcedOf(circuit.Deployment) != "open")
            {
                _loads.Of(circuit.Deployment).Lift();
            }

            if (circuit.Ahead is not { } ahead)
            {
                continue;
            }

            var revision = state.Find(circuit.Deployment)?.Revision ?? state.Floor;
            if (ahead.Revision <= revision || Now >= ahead.Until)
            {
                circuit.FallIn(ahead);
            }
            else if (ahead.Operation is { } operation)
            {
                // The fleet has not heard of it yet, or it was lost: told twice it changes nothing.
                _ = View.SendAsync(operation);
            }
        }
    }
}
