namespace Tollgate.Quotas.Ledger;

/// <summary>
/// What one request has reserved. Ends once, by <see cref="Settle"/> or <see cref="Release"/>; a second call does nothing.
/// The default value holds nothing.
/// </summary>
internal readonly struct Hold : IEquatable<Hold>
{
    private readonly HoldEntry? _entry;
    private readonly int _version;

    public Hold(HoldEntry entry)
    {
        _entry = entry;
        _version = entry.Version;
    }

    public static bool operator ==(Hold left, Hold right) => left.Equals(right);

    public static bool operator !=(Hold left, Hold right) => !left.Equals(right);

    /// <summary>Books what was billed in place of what was reserved; a unit that is null counts as reserved.</summary>
    public void Settle(in QuotaAmounts billed) => _entry?.End(_version, billed);

    /// <summary>Nothing was billed.</summary>
    public void Release() => _entry?.End(_version, new QuotaAmounts(0, 0, 0));

    public bool Equals(Hold other) => _entry == other._entry && _version == other._version;

    public override bool Equals(object? obj) => obj is Hold other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_entry, _version);
}
