namespace Tollgate.UpstreamSimulator;

/// <summary>The text of an answer: an echo, in characters of one to four UTF-8 bytes.</summary>
internal static class EchoText
{
    private const int WordsOfAVoice = 12;

    private const string Padding = "Überall fließt „Wasser“ — 水は流れる 🌊. ";

    /// <summary>The tokens that choice <paramref name="index"/> of an answer to <paramref name="prompt"/> consists of.</summary>
    public static List<string> Tokenize(string prompt, int index, AnswerShape shape)
    {
        var text = shape.Voice is { } voice
            ? string.Join(' ', Enumerable.Repeat(voice, WordsOfAVoice))
            : $"Écho {index + 1}: „{SimulationCommand.Strip(prompt)}“ — 你好 🌍.";
        return shape.Tokens is { } length ? Resize(Tokens.Split(text), length) : Tokens.Split(text);
    }

    private static List<string> Resize(List<string> tokens, int length)
    {
        if (tokens.Count >= length)
            return tokens[..length];

        // The last token may be short: the padding must not be split across it, or the count would not be exact.
        if (tokens.Count > 0)
            tokens.RemoveAt(tokens.Count - 1);
        var padding = Tokens.Split(Padding + Padding + Padding + Padding);
        while (tokens.Count < length)
            tokens.Add(padding[tokens.Count % padding.Count]);
        return tokens;
    }
}
