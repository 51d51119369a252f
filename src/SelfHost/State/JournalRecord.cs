using Tollgate.State;

namespace Tollgate.SelfHost.State;

/// <summary>The JSON of a journal's line: an operation and whom it is for.</summary>
internal sealed record JournalRecord(EntityKey Entity, Envelope Operation)
{
    /// <summary>The line without an operation: what was due by its instant had been applied.</summary>
    public static ReadOnlySpan<byte> TimePassed => "{}"u8;
}
