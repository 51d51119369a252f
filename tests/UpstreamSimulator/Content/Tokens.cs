using System.Text;

namespace Tollgate.UpstreamSimulator;

/// <summary>The simulator's tokenizer: a token is four Unicode characters, the last one of a text maybe fewer.</summary>
internal static class Tokens
{
    private const int CharactersPerToken = 4;

    public static int Count(string text) => (text.EnumerateRunes().Count() + CharactersPerToken - 1) / CharactersPerToken;

    /// <summary>The tokens of a text; joined they give it back.</summary>
    public static List<string> Split(string text)
    {
        var tokens = new List<string>();
        var token = new StringBuilder();
        var characters = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            token.Append(rune.ToString());
            if (++characters % CharactersPerToken == 0)
                Flush();
        }

        if (token.Length > 0)
            Flush();
        return tokens;

        void Flush()
        {
            tokens.Add(token.ToString());
            token.Clear();
        }
    }
}
