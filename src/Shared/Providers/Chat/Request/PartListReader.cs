using System.Text.Json;
using Tollgate.Pipeline;

namespace Tollgate.Providers.Chat.Request;

/// <summary>Reads a message's <c>content</c>: a string, or parts of text, images, recordings and files.</summary>
internal sealed class PartListReader(RequestBody body)
{
    public IReadOnlyList<ContentPart> Read(MemberReader message, string path)
    {
        var at = $"{path}.content";
        return message.Take("content") is not { } content ? [] : content.ValueKind switch
        {
            JsonValueKind.String => content.GetString() is { Length: > 0 } text ? [new TextPart(text, at, content)] : [],
            JsonValueKind.Array => [.. content.EnumerateArray().Select((part, index) => ReadPart(part, $"{at}[{index}]"))],
            _ => throw MemberReader.Unexpected(at, "a string or an array of parts"),
        };
    }

    private ContentPart ReadPart(JsonElement source, string path)
    {
        var part = new MemberReader(source, path);
        var type = part.RequiredText("type");
        return type switch
        {
            "text" => new TextPart(part.Text("text") ?? throw MemberReader.Unexpected($"{path}.text", "a string"), path, source),
            "refusal" => new TextPart(part.Text("refusal") ?? throw MemberReader.Unexpected($"{path}.refusal", "a string"), path, source),
            "image_url" => ReadImage(part, path, source),
            "input_audio" => ReadAudio(part, path, source),
            "file" => ReadFile(part, path, source),
            _ => throw MemberReader.Unexpected($"{path}.type", "'text', 'image_url', 'input_audio' or 'file'"),
        };
    }

    private ContentPart ReadImage(MemberReader part, string path, JsonElement source)
    {
        var given = part.Take("image_url") ?? throw MemberReader.Unexpected($"{path}.image_url", "an object with a url");
        var image = given.ValueKind == JsonValueKind.Object ? new MemberReader(given, $"{path}.image_url") : null;
        var url = image is null ? given : image.Take("url") ?? default;
        var at = image is null ? $"{path}.image_url" : $"{path}.image_url.url";
        if (url.ValueKind != JsonValueKind.String)
        {
            throw MemberReader.Unexpected(at, "a data: URL with an image, or an https: address of one");
        }

        var detail = image?.Text("detail");
        return DataUrl.TryRead(url, body, at) is { } data
            ? new ImagePart(ImageFormat.Check(data, at), detail, path, source)
            : new ImageLinkPart(ReadAddress(url, at), detail, path, source);
    }

    private static Uri ReadAddress(JsonElement url, string path) =>
        Uri.TryCreate(url.GetString(), UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
        && address.UserInfo.Length == 0
            ? address
            : throw MemberReader.Unexpected(path, "a data: URL with an image, or an https: address of one");

    private AudioPart ReadAudio(MemberReader part, string path, JsonElement source)
    {
        var at = $"{path}.input_audio";
        var audio = new MemberReader(part.Object("input_audio") ?? throw MemberReader.Unexpected(at, "an object with data and format"), at);
        var format = audio.RequiredText("format");
        if (format is not ("wav" or "mp3"))
        {
            throw MemberReader.Unexpected($"{at}.format", "'wav' or 'mp3'");
        }

        var data = audio.Take("data") is { ValueKind: JsonValueKind.String } given ? given : throw MemberReader.Unexpected($"{at}.data", "base64");
        return new AudioPart(DataUrl.ReadBase64(data, body, $"audio/{format}", $"{at}.data"), format, path, source);
    }

    private FilePart ReadFile(MemberReader part, string path, JsonElement source)
    {
        var at = $"{path}.file";
        var file = new MemberReader(part.Object("file") ?? throw MemberReader.Unexpected(at, "an object with file_data or file_id"), at);
        var (id, name) = (file.Text("file_id"), file.Text("filename"));
        if (file.Take("file_data") is not { } given)
        {
            return id is null ? throw MemberReader.Unexpected(at, "an object with file_data or file_id") : new FilePart(null, id, name, path, source);
        }

        var data = given.ValueKind == JsonValueKind.String ? DataUrl.TryRead(given, body, $"{at}.file_data") : null;
        return new FilePart(data ?? throw MemberReader.Unexpected($"{at}.file_data", "a data: URL, as in data:application/pdf;base64,…"), null, name, path, source);
    }
}
