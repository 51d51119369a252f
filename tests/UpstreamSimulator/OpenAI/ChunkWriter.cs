using System.Text.Json.Nodes;

namespace Tollgate.UpstreamSimulator.OpenAI;

/// <summary>The chunks of one stream, chat or completion: the same envelope around different choices.</summary>
internal sealed class ChunkWriter(OpenAICall call, StreamSettings settings, string id, string objectName)
{
    private const int ObfuscatedLength = 16;

    public static StreamEvent Done { get; } = new(StreamEventKind.Done, "[DONE]");

    public StreamEvent Chunk(StreamEventKind kind, JsonObject choice, BilledUsage billed = default, BilledUsage? finished = null)
    {
        var chunk = Envelope([choice]);
        if (settings.IncludeUsage)
            chunk["usage"] = null;
        if (settings.IncludeObfuscation)
            chunk["obfuscation"] = Obfuscation(choice);
        chunk = call.Dialect.Decorate(chunk);
        if (finished is { } usage)
            call.Dialect.Finish(chunk, usage);
        return new StreamEvent(kind, WireJson.Text(chunk), billed);
    }

    /// <summary>The chunk after the last choice, when the client asked for it.</summary>
    public IEnumerable<StreamEvent> Usage(BilledUsage usage)
    {
        if (!settings.IncludeUsage)
            yield break;
        var chunk = Envelope([]);
        chunk["usage"] = UsageJson.Write(usage);
        yield return new StreamEvent(StreamEventKind.Usage, WireJson.Text(chunk));
    }

    private JsonObject Envelope(JsonArray choices) => new()
    {
        ["id"] = id,
        ["object"] = objectName,
        ["created"] = call.Created,
        ["model"] = call.Model.Snapshot,
        ["service_tier"] = "default",
        ["system_fingerprint"] = "fp_simulator",
        ["choices"] = choices,
    };

    // OpenAI pads chunks so that their sizes do not betray the tokens within.
    private static string Obfuscation(JsonObject choice) =>
        new('x', Math.Max(1, ObfuscatedLength - (WireJson.Text(choice).Length % ObfuscatedLength)));
}
