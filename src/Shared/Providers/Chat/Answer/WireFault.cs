using System.Text.Json;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.Chat.Answer;

/// <summary>
/// A translator reads what a provider sends as the wire says it is. Where a provider sends something else, the JSON reader
/// throws one of these, and the client is told of an answer that could not be read.
/// </summary>
internal static class WireFault
{
    public static bool Is(Exception failure) => failure is JsonException or InvalidOperationException or KeyNotFoundException or FormatException;

    public static UpstreamException Told(Exception failure, string provider) =>
        new(UpstreamRefusals.InvalidAnswer(provider, "an answer that does not keep to its API"), failure) { MayHaveBilled = true };
}
