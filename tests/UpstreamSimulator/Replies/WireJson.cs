using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tollgate.UpstreamSimulator;

/// <summary>JSON as model providers write it: compact, and text beyond ASCII unescaped, so that UTF-8 is really on the wire.</summary>
internal static class WireJson
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Spacious = new(Compact) { WriteIndented = true, NewLine = "\n" };

    public static string Text(JsonNode node) => node.ToJsonString(Compact);

    public static byte[] Bytes(JsonNode node) => Encoding.UTF8.GetBytes(Text(node));

    public static string Indented(JsonNode node) => node.ToJsonString(Spacious);
}
