using Tollgate.State;

namespace Tollgate.SelfHost.State;

/// <summary>The JSON of a journal's line: an operation and whom it is for.</summary>
internal sealed record JournalRecord(EntityKey Entity, Envelope Operation);
