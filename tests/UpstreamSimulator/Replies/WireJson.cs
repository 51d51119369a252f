using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Tollgate.UpstreamSimulator;

/// <summary>JSON as model providers write it: compact, and text beyond ASCII unescaped, so that UTF-8 is really on the wire.</summary>
internal static partial class WireJson
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Spacious = new(Compact) { WriteIndented = true, NewLine = "\n" };

    public static string Text(JsonNode node) => WithRawSurrogates(node.ToJsonString(Compact));

    public static byte[] Bytes(JsonNode node) => Encoding.UTF8.GetBytes(Text(node));

    public static string Indented(JsonNode node) => WithRawSurrogates(node.ToJsonString(Spacious));

    // Even the relaxed encoder escapes what takes four bytes, and just those are worth splitting.
    private static string WithRawSurrogates(string json) => SurrogatePair().Replace(json, match => match.Groups["backslash"].Success
        ? match.Value
        : $"{Unescape(match.Groups["high"].Value)}{Unescape(match.Groups["low"].Value)}");

    private static char Unescape(string digits) => (char)ushort.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    // An escaped backslash is matched to be skipped, lest its second half be taken for the start of an escape.
    [GeneratedRegex(@"(?<backslash>\\\\)|\\u(?<high>D[89AB]..)\\u(?<low>D[C-F]..)")]
    private static partial Regex SurrogatePair();
}
