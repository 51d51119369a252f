namespace Tollgate.Providers.Chat.Request;

/// <summary>Something a request carries in base64, for which the client's own bytes are used again.</summary>
/// <param name="MediaType">As in <c>image/png</c>.</param>
/// <param name="Base64">Padded base64 without line breaks: valid.</param>
/// <param name="Length">Of what it decodes to, in bytes.</param>
internal readonly record struct InlineData(string MediaType, ReadOnlyMemory<byte> Base64, int Length);
