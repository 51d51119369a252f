using System.Text.Json;

namespace Tollgate.Endpoints.Body;

/// <summary>Adds up how much text a model is given to read, without looking at any of it.</summary>
internal struct PromptMeter
{
    /// <summary>An inlined file counts like this much text: an image costs about a thousand tokens, however many bytes it has.</summary>
    private const int InlinedFile = 4_000;

    /// <summary>UTF-8 bytes; a number counts like a token id, that is like four bytes of text.</summary>
    public long Bytes { get; private set; }

    public int Messages { get; set; }

    public int Images { get; set; }

    /// <summary>Bytes of the body that are inlined images.</summary>
    public long ImageBytes { get; set; }

    /// <summary>The prompt leads to something whose size the body does not tell, such as a file.</summary>
    public bool IsUnmeasured { get; set; }

    /// <summary>Something in it may be sound, for all that is known.</summary>
    public bool HearsAudio { get; set; }

    /// <summary>Something in it is sound for certain.</summary>
    public bool HasRecording { get; set; }

    /// <summary>Counts the value the reader stands on and leaves it on its last token.</summary>
    public void Count(ref Utf8JsonReader reader)
    {
        var depth = reader.CurrentDepth;
        do
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.String:
                    Bytes += reader.ValueSpan.StartsWith("data:"u8) ? Math.Min(InlinedFile, reader.ValueSpan.Length) : reader.ValueSpan.Length;
                    break;
                case JsonTokenType.Number:
                    Bytes += 4;
                    break;
                default:
                    break;
            }
        }
        while ((reader.CurrentDepth > depth || reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) && reader.Read());
    }
}
