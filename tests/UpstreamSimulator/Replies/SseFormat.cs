using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tollgate.UpstreamSimulator;

/// <summary>The liberties that server-sent events allow and that a reader must cope with.</summary>
internal sealed record SseFormat
{
    /// <summary><c>\n</c>, <c>\r\n</c> or <c>\r</c>.</summary>
    public string NewLine { get; init; } = "\n";

    /// <summary>Puts a comment line before every event.</summary>
    public bool Comments { get; init; }

    /// <summary>Spreads JSON over several <c>data:</c> fields, to be joined by line feeds.</summary>
    public bool MultiLineData { get; init; }

    /// <summary>One JSON text a line and nothing around it: no server-sent events at all, as Ollama's own API streams.</summary>
    public bool JsonLines { get; init; }

    /// <summary>Leaves out the optional space after <c>data:</c>.</summary>
    public bool NoSpace { get; init; }

    public byte[] Write(StreamEvent streamEvent)
    {
        if (JsonLines)
            return Encoding.UTF8.GetBytes(streamEvent.Data + "\n");

        var text = new StringBuilder();
        if (Comments)
            text.Append(": keep-alive").Append(NewLine);
        if (streamEvent.Name is { } name)
            AppendField(text, "event", name);
        foreach (var line in DataLines(streamEvent))
            AppendField(text, "data", line);
        text.Append(NewLine);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private void AppendField(StringBuilder text, string field, string value) =>
        text.Append(field).Append(NoSpace ? ":" : ": ").Append(value).Append(NewLine);

    private string[] DataLines(StreamEvent streamEvent)
    {
        if (!MultiLineData || !streamEvent.Data.StartsWith('{'))
            return [streamEvent.Data];
        try
        {
            return WireJson.Indented(JsonNode.Parse(streamEvent.Data)!).Split('\n');
        }
        catch (JsonException)
        {
            return [streamEvent.Data]; // a malformed event stays as the fault left it
        }
    }
}
