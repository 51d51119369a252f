using System.Buffers;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Tollgate.Configuration.Reading;

/// <summary>
/// YAML of the same shape as the JSON: mappings, lists and scalars of the core schema. Anchors, aliases and tags are
/// refused, as a configuration with them no longer has one obvious JSON form.
/// </summary>
internal static class YamlText
{
    private const int MaxDepth = 32;

    /// <exception cref="ConfigurationSyntaxException">The text is not YAML, or not one plain document.</exception>
    public static JsonElement Parse(string text)
    {
        var parser = new Parser(new StringReader(text));
        try
        {
            var buffer = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
            {
                parser.Consume<StreamStart>();
                if (!parser.TryConsume<DocumentStart>(out _))
                {
                    throw new ConfigurationSyntaxException("is empty", 1, 1);
                }

                WriteNode(parser, writer, depth: 0);
                parser.Consume<DocumentEnd>();
                if (!parser.Accept<StreamEnd>(out _))
                {
                    throw Refuse(parser, "must be one YAML document");
                }
            }

            using var document = JsonDocument.Parse(buffer.WrittenMemory);
            return document.RootElement.Clone();
        }
        catch (YamlException exception)
        {
            // The exception's own message can quote the text, so only its position is used.
            throw new ConfigurationSyntaxException("is not valid YAML", exception.Start.Line, exception.Start.Column);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // The parser's own slips on some broken texts.
            throw Refuse(parser, "is not valid YAML somewhere after what begins");
        }
    }

    private static void WriteNode(Parser parser, Utf8JsonWriter writer, int depth)
    {
        if (depth > MaxDepth)
        {
            throw Refuse(parser, "is nested too deeply");
        }

        switch (Next(parser))
        {
            case Scalar scalar:
                YamlScalar.Write(scalar, writer);
                break;
            case SequenceStart:
                writer.WriteStartArray();
                while (!parser.TryConsume<SequenceEnd>(out _))
                {
                    WriteNode(parser, writer, depth + 1);
                }

                writer.WriteEndArray();
                break;
            case MappingStart:
                writer.WriteStartObject();
                while (!parser.TryConsume<MappingEnd>(out _))
                {
                    WriteMember(parser, writer, depth);
                }

                writer.WriteEndObject();
                break;
            default:
                throw Refuse(parser, "has a YAML construct that is not supported");
        }
    }

    private static void WriteMember(Parser parser, Utf8JsonWriter writer, int depth)
    {
        if (!parser.Accept<Scalar>(out _))
        {
            throw Refuse(parser, "has a member whose name is no text");
        }

        writer.WritePropertyName(((Scalar)Next(parser)).Value);
        WriteNode(parser, writer, depth + 1);
    }

    private static ParsingEvent Next(Parser parser)
    {
        if (parser.Accept<AnchorAlias>(out _) || (parser.Accept<NodeEvent>(out var node) && !(node.Anchor.IsEmpty && node.Tag.IsEmpty)))
        {
            throw Refuse(parser, "has a YAML anchor, alias or tag, which are not supported");
        }

        return parser.Consume<ParsingEvent>();
    }

    private static ConfigurationSyntaxException Refuse(Parser parser, string message) =>
        new(message, parser.Current?.Start.Line ?? 1, parser.Current?.Start.Column ?? 1);
}
