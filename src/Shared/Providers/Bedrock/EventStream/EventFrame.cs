namespace Tollgate.Providers.Bedrock.EventStream;

/// <summary>One message of an <c>application/vnd.amazon.eventstream</c>, as far as anybody needs it.</summary>
/// <param name="MessageType"><c>event</c>, <c>exception</c> or <c>error</c>.</param>
/// <param name="Name">Of the event, the exception, or the error's code.</param>
/// <param name="ErrorMessage">Of an <c>error</c>, which has no payload.</param>
/// <param name="Payload">Valid until the next frame is read.</param>
internal readonly record struct EventFrame(string MessageType, string Name, string? ErrorMessage, ReadOnlyMemory<byte> Payload);
