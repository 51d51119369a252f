using System.Text.Json;

namespace Tollgate.UpstreamSimulator.Gemini;

/// <summary>One of <c>contents</c>, as far as an echo needs it.</summary>
internal sealed record GeminiTurn(string Role, string Text, int Images, int Files, IReadOnlyList<string> Calls, IReadOnlyList<string> Results)
{
    private const int TokensPerImage = 258;
    private const int TokensPerFile = 100;

    public int Tokens => UpstreamSimulator.Tokens.Count(Text) + (Images * TokensPerImage) + (Files * TokensPerFile)
        + Results.Sum(UpstreamSimulator.Tokens.Count);

    public bool HasResults => Results.Count > 0;

    /// <param name="content">One of the contents, or the system's instruction.</param>
    /// <param name="path">Where it stands.</param>
    /// <param name="signs">The model wants its signatures back.</param>
    public static GeminiTurn Read(JsonElement content, string path, bool signs)
    {
        content.RequireOnly(path, "role", "parts");
        var role = content.FindText("role") ?? "user";
        if (role is not ("user" or "model"))
            throw new GeminiRefusedException(GeminiError.Invalid("Please use a valid role: user, model."));

        var (text, images, files) = ("", 0, 0);
        var (calls, results) = (new List<string>(), new List<string>());
        foreach (var part in content.List("parts"))
        {
            RequirePart(part, $"{path}.parts");
            text += part.FindText("text");
            if (part.Find("inlineData") is { } data)
            {
                var isImage = RequireInline(data, $"{path}.parts.inline_data");
                (images, files) = (images + (isImage ? 1 : 0), files + (isImage ? 0 : 1));
            }

            files += part.Find("fileData") is null ? 0 : 1;
            if (part.Find("functionCall") is { } call)
            {
                RequireSignature(part, call, signs && calls.Count == 0);
                calls.Add(call.FindText("name")!);
            }

            if (part.Find("functionResponse") is { } result)
            {
                result.RequireOnly($"{path}.parts.function_response", "id", "name", "response", "parts");
                results.Add(ResultText(result));
            }
        }

        return content.List("parts").Any()
            ? new GeminiTurn(role, text, images, files, calls, results)
            : throw new GeminiRefusedException(GeminiError.Invalid($"* GenerateContentRequest.{path}.parts: contents.parts must not be empty.\n"));
    }

    private static void RequirePart(JsonElement part, string path)
    {
        part.RequireOnly(path, "text", "thought", "thoughtSignature", "inlineData", "fileData", "functionCall", "functionResponse");
        if (!part.EnumerateObject().Any(member => member.Name is not ("thought" or "thoughtSignature")))
            throw new GeminiRefusedException(GeminiError.Invalid($"* GenerateContentRequest.{path}.data: required oneof field 'data' must have one initialized field\n"));
        part.Find("functionCall")?.RequireOnly($"{path}.function_call", "id", "name", "args");
        part.Find("fileData")?.RequireOnly($"{path}.file_data", "mimeType", "fileUri");
    }

    private static bool RequireInline(JsonElement data, string path)
    {
        data.RequireOnly(path, "mimeType", "data", "displayName");
        var type = data.FindText("mimeType") ?? "";
        if (!data.Find("data")!.Value.TryGetBytesFromBase64(out var bytes) || bytes.Length == 0)
            throw new GeminiRefusedException(GeminiError.Invalid($"Invalid value at '{path}.data' (TYPE_BYTES), Base64 decoding failed."));
        return type switch
        {
            "image/png" or "image/jpeg" or "image/webp" or "image/heic" or "image/heif" => true,
            _ when type.StartsWith("audio/", StringComparison.Ordinal) || type.StartsWith("video/", StringComparison.Ordinal)
                || type.StartsWith("text/", StringComparison.Ordinal) || type is "application/pdf" => false,
            _ => throw new GeminiRefusedException(GeminiError.Invalid($"Unsupported MIME type: {type}")),
        };
    }

    private static void RequireSignature(JsonElement part, JsonElement call, bool signs)
    {
        if (!signs)
            return;
        var signature = part.FindText("thoughtSignature") ?? throw new GeminiRefusedException(GeminiError.Invalid(
            $"Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly, and missing thought_signature may lead to degraded model performance. Additional data, function call `default_api:{call.FindText("name")}`."));
        if (signature != "skip_thought_signature_validator" && !GeminiSignature.IsOurs(signature))
            throw new GeminiRefusedException(GeminiError.Invalid("Corrupted thought signature."));
    }

    private static string ResultText(JsonElement result)
    {
        var response = result.GetProperty("response");
        return response.FindText("output") ?? response.GetRawText();
    }
}
