using System.Text.Json;

namespace Tollgate.Providers.Chat.Request;

/// <summary>A part of a message's content.</summary>
/// <param name="Path">Where it stands, as in <c>messages[0].content[1]</c>.</param>
/// <param name="Source">As the client wrote it (a string or an object), for members that only one provider knows, such as <c>cache_control</c>.</param>
internal abstract record ContentPart(string Path, JsonElement Source)
{
    /// <summary>A member of the part that is not null; null if it has none of that name.</summary>
    public JsonElement? Member(string name) =>
        Source.ValueKind == JsonValueKind.Object && Source.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}

/// <summary>Text; also what a model refused with, when it is told again.</summary>
internal sealed record TextPart(string Text, string Path, JsonElement Source) : ContentPart(Path, Source);

/// <summary>An image that the request itself carries; checked: of the type it says, whole, and not too large.</summary>
internal sealed record ImagePart(InlineData Image, string? Detail, string Path, JsonElement Source) : ContentPart(Path, Source);

/// <summary>An image by its address, http or https: who cannot pass the address on fetches it through <c>ImageFetcher</c>.</summary>
internal sealed record ImageLinkPart(Uri Address, string? Detail, string Path, JsonElement Source) : ContentPart(Path, Source);

/// <summary>A recording that the request itself carries; its format is <c>wav</c> or <c>mp3</c>.</summary>
internal sealed record AudioPart(InlineData Audio, string Format, string Path, JsonElement Source) : ContentPart(Path, Source);

/// <summary>A file, carried (<paramref name="File"/>) or kept at the provider (<paramref name="FileId"/>).</summary>
internal sealed record FilePart(InlineData? File, string? FileId, string? FileName, string Path, JsonElement Source) : ContentPart(Path, Source);
