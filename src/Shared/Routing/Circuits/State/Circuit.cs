namespace Tollgate.Routing.Circuits.State;

/// <summary>One deployment's circuit: closed, or open with requests refused until an instant, and from then on half open.</summary>
public sealed class Circuit
{
    public string Deployment { get; set; } = "";

    /// <summary>One more with every transition.</summary>
    public long Revision { get; set; }

    public bool IsOpen { get; set; }

    /// <summary>From when on it is half open, Unix milliseconds.</summary>
    public long Until { get; set; }

    /// <summary>Failures in a row when it opened.</summary>
    public int Failures { get; set; }

    /// <summary>Who may try it while it is half open; null: nobody has asked.</summary>
    public Probe? Probe { get; set; }

    /// <summary>Whether somebody may be trying it now.</summary>
    internal bool IsProbed(long now) => Probe is { } probe && now < probe.ExpiresAt;

    internal void MoveTo(bool isOpen, long until)
    {
        Revision++;
        (IsOpen, Until, Probe) = (isOpen, until, null);
    }
}
