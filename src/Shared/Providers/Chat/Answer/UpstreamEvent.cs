namespace Tollgate.Providers.Chat.Answer;

/// <summary>One event of an upstream's stream, on whatever carrier it came.</summary>
/// <param name="Type">What it is called, where the carrier tells: SSE's <c>event:</c>, AWS's <c>:event-type</c>.</param>
/// <param name="Data">Its payload; valid until the next event is read.</param>
internal readonly record struct UpstreamEvent(string Type, ReadOnlyMemory<byte> Data);
