using Tollgate.Pipeline;

namespace Tollgate.Providers.Images;

/// <summary>Why an image was not fetched, and what to do.</summary>
internal static class ImageRefusals
{
    public static RefusalException NotAllowed(string path, string host) => new(Refusal.Invalid(
        "image_url_not_allowed",
        $"Invalid '{path}': this model's provider takes no image addresses, and the gateway fetches none from '{host}'. "
        + "Send the image itself as a data: URL, or have the operator add the host to images.allowedHosts.",
        path));

    public static RefusalException NotSecure(string path) => new(Refusal.Invalid(
        "image_url_not_allowed", $"Invalid '{path}': the gateway fetches images from https: addresses on port 443 only. Use one, or send the image itself as a data: URL.", path));

    public static RefusalException NotFetched(string path, string why) => new(Refusal.Invalid(
        "invalid_image_url", $"Invalid '{path}': the image could not be fetched: {why}. Check the address, or send the image itself as a data: URL.", path));

    public static RefusalException TooLarge(string path, long most) => new(Refusal.Invalid(
        "image_too_large", $"Invalid '{path}': the image has more than {most} bytes, the most that is fetched. Use a smaller one.", path));

    public static RefusalException TooMany(int most) => new(Refusal.Invalid(
        "image_too_large", $"Invalid 'messages': {most} images are the most that the gateway fetches for one request. Send the others as data: URLs.", "messages"));
}
