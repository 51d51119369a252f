using System.Text.Json;
using Tollgate.Pipeline;
using Tollgate.Providers.Chat.Request;

namespace Tollgate.Providers.Gemini.Request;

/// <summary>Writes a chat request as the body of generateContent.</summary>
internal static class GeminiRequest
{
    /// <exception cref="RefusalException">It holds something that Gemini cannot do.</exception>
    public static void Write(Utf8JsonWriter json, ChatRequest chat, Attempt attempt)
    {
        var (unsupported, deployment) = (attempt.Unsupported, attempt.Deployment);
        var model = GeminiModel.Of(deployment);
        var native = NativeMembers.Read(chat, unsupported, deployment.Provider.Name);
        json.WriteStartObject();
        new ContentsWriter(json, model, unsupported, deployment.Provider).Write(chat);
        ToolsWriter.Write(json, chat, native.SearchesTheWeb, unsupported, deployment.Provider.Name);
        GenerationConfigWriter.Write(json, chat, native, model, unsupported);
        if (native.SafetySettings is { } safety)
        {
            json.WriteRaw("safetySettings", safety);
        }

        if (native.CachedContent is { } cached)
        {
            json.WriteString("cachedContent"u8, cached);
        }

        json.WriteEndObject();
    }
}
