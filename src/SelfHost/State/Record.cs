namespace Tollgate.SelfHost.State;

/// <summary>One intact line of a journal or a snapshot.</summary>
internal readonly record struct Record(DateTimeOffset At, ReadOnlyMemory<byte> Json);
