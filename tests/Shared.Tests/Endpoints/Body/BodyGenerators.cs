using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Tollgate.Tests.Endpoints.Body;

/// <summary>Random request bodies: mostly sensible members in any order, with the odd spelling JSON allows.</summary>
internal static class BodyGenerators
{
    private static readonly Gen<string> Scalars = Gen.Elements(
        "null", "true", "false", "0", "-1", "1.5", "1e2", "12", "\"\"", "\"text\"", "\"\\u00e9\\n\"", "\"é😀\"", "\"\\ud83d\\ude00\"", "\"\\ud800\"", "[]", "{}");

    private static readonly Gen<string> Blanks = Gen.Elements("", "", "", " ", "\n\t ");

    private static readonly Gen<string> Names = Gen.Elements(
        "temperature", "n", "max_tokens", "user", "tools", "x_unknown", "stop", "seed", "metadata", "\\u0078", "é", "model ", "Stream", "logit_bias");

    private static readonly Gen<string> Texts = Gen.Elements("\"hi\"", "\"é😀\"", "\"a\\\"b\"", "null", "[{\"type\":\"text\",\"text\":\"x\"}]", "\"\"");

    private static readonly Gen<string> StreamOptions = Gen.OneOf(
        Gen.Elements("null", "{}", "{ }", "{\"include_usage\":true}", "{\"include_usage\" : false }", "{\"x\":1}", "{\"include\\u005fusage\":null,\"y\":[{}]}"),
        from blank in Blanks
        from first in Gen.Elements("\"a\":[1]", "\"b\":{\"include_usage\":true}")
        from second in Gen.Elements("", ",\"include_usage\":true", ",\"include_usage\":false")
        select $"{{{blank}{first}{second}{blank}}}");

    private static readonly Gen<string> Known = Gen.OneOf(
        from text in Texts
        select $"\"messages\":[{{\"role\":\"user\",\"content\":{text}}}]",
        from name in Gen.Elements("model", "mod\\u0065l")
        from value in Gen.Elements("\"m\"", "\"\\u006d\"", "\"long-model-name\"")
        select $"\"{name}\":{value}",
        Gen.Elements("\"stream\":true", "\"stream\":false", "\"stream\" : true"),
        from options in StreamOptions
        select $"\"stream_options\":{options}",
        from name in Names
        from value in Scalars
        select $"\"{name}\":{value}");

    /// <summary>Objects that are nearly always complete.</summary>
    public static Gen<string> Bodies { get; } =
        from extra in Known.ListOf()
        from text in Texts
        from stream in Gen.Elements("true", "true", "false")
        from options in Gen.OneOf(StreamOptions.Select(options => $"\"stream_options\":{options}"), Gen.Constant("\"x_none\":0"))
        from blanks in Blanks.ArrayOf(4)
        from members in Gen.Shuffle(extra
            .Append("\"model\":\"m\"")
            .Append($"\"stream\":{stream}")
            .Append(options)
            .Append($"\"messages\":[{{\"role\":\"user\",\"content\":{text}}}]")
            .DistinctBy(member => member.Replace("\\u0065", "e", StringComparison.Ordinal).Split(':')[0].Trim())
            .ToArray())
        select $"{blanks[0]}{{{blanks[1]}{string.Join($"{blanks[2]},{blanks[1]}", members)}{blanks[3]}}}{blanks[0]}";

    /// <summary>Their bytes, with a few of them overwritten, dropped or doubled.</summary>
    public static Gen<byte[]> MutatedBodies { get; } =
        from body in Bodies
        from edits in (from at in Gen.Choose(0, 10_000)
                       from kind in Gen.Choose(0, 3)
                       from value in Gen.Choose(0, 255)
                       select (at, kind, value)).ListOf()
        select edits.Take(5).Aggregate(Encoding.UTF8.GetBytes(body), (bytes, edit) => Mutate(bytes, edit.at, edit.kind, edit.value));

    private static byte[] Mutate(byte[] bytes, int position, int kind, int value)
    {
        if (bytes.Length == 0)
        {
            return bytes;
        }

        var at = position % bytes.Length;
        return kind switch
        {
            0 => [.. bytes[..at], (byte)value, .. bytes[(at + 1)..]],
            1 => [.. bytes[..at], .. bytes[(at + 1)..]],
            2 => [.. bytes[..at], (byte)value, .. bytes[at..]],
            _ => bytes[..at],
        };
    }
}
