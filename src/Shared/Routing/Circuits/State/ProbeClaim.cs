using System.Text.Json;
using Tollgate.State;

namespace Tollgate.Routing.Circuits.State;

/// <summary>An instance asks to be the one that tries a half-open circuit, or to go on trying.</summary>
internal sealed record ProbeClaim
{
    public const string Kind = "circuit.probe";

    public required string Deployment { get; init; }

    /// <summary>Of the open circuit.</summary>
    public required long Revision { get; init; }

    /// <summary>Of the probe; the same one again prolongs it.</summary>
    public required string Probe { get; init; }

    /// <summary>The sender's incarnation.</summary>
    public required string By { get; init; }

    /// <summary>How long the probe may take, in milliseconds.</summary>
    public required long Ttl { get; init; }

    /// <summary>The sender no longer waits after this instant, Unix milliseconds: a probe that nobody makes would only keep others away.</summary>
    public required long NotAfter { get; init; }

    public Envelope ToEnvelope() => Envelope.Create(Kind, $"{Probe}.{NotAfter}", this, CircuitOperation.Version);

    public static ProbeClaim? Decode(JsonElement payload) => CircuitOperation.Decode<ProbeClaim>(payload) is { } claim
        && CircuitOperation.IsName(claim.Deployment) && CircuitOperation.IsName(claim.By) && CircuitOperation.IsName(claim.Probe)
        && CircuitOperation.IsRevision(claim.Revision) && CircuitOperation.IsSpan(claim.Ttl) && claim.NotAfter >= 0
        ? claim : null;

    /// <returns>True: it has been understood.</returns>
    public bool ApplyTo(CircuitState state)
    {
        var now = state.LatestSeen;
        if (state.Find(Deployment) is { IsOpen: true } circuit
            && circuit.Revision == Revision
            && now >= circuit.Until
            && now <= NotAfter
            && (!circuit.IsProbed(now) || circuit.Probe?.Id == Probe))
        {
            var expires = now + Ttl;
            circuit.Probe = new Probe(Probe, By, circuit.Probe is { } running && running.Id == Probe ? Math.Max(running.ExpiresAt, expires) : expires);
        }

        return true;
    }
}
