using System.Buffers.Text;
using Tollgate.Pipeline;

namespace Tollgate.Providers.Chat.Request;

/// <summary>Tells what an image truly is by its first bytes: clients name them wrongly, and most providers refuse those.</summary>
internal static class ImageFormat
{
    /// <summary>What OpenAI takes; no provider takes more.</summary>
    public const int LargestImage = 20 * 1024 * 1024;

    /// <summary>The same with its true type.</summary>
    /// <exception cref="RefusalException">It is none of the known kinds, or too large.</exception>
    public static InlineData Check(InlineData image, string path)
    {
        if (image.Length > LargestImage)
        {
            throw new RefusalException(Refusal.Invalid(
                "image_too_large", $"Invalid '{path}': the image has {image.Length} bytes, and {LargestImage} are the most. Send a smaller one.", path));
        }

        return image with { MediaType = TypeOf(image.Base64.Span) ?? throw Unknown(path) };
    }

    /// <summary>Null: not a PNG, JPEG, GIF or WebP.</summary>
    private static string? TypeOf(ReadOnlySpan<byte> base64)
    {
        Span<byte> start = stackalloc byte[12];
        Base64.DecodeFromUtf8(base64[..Math.Min(base64.Length, 16)], start, out _, out var length);
        return start[..length] switch
        {
            [0x89, 0x50, 0x4E, 0x47, ..] => "image/png",
            [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
            [0x47, 0x49, 0x46, 0x38, ..] => "image/gif",
            [0x52, 0x49, 0x46, 0x46, _, _, _, _, 0x57, 0x45, 0x42, 0x50] => "image/webp",
            _ => null,
        };
    }

    private static RefusalException Unknown(string path) => new(Refusal.Invalid(
        "invalid_image", $"Invalid '{path}': it is not a PNG, JPEG, GIF or WebP image.", path));
}
