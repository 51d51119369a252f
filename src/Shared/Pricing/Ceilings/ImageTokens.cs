namespace Tollgate.Pricing.Ceilings;

/// <summary>
/// The most tokens that one image can be billed as, by family of models, whatever its size and detail: providers scale images down
/// before they count. From the providers' guides to vision; a family whose scaling is not documented gets the default, which is
/// above every figure that is.
/// </summary>
internal static class ImageTokens
{
    private const long Default = 50_000;

    /// <summary>The first row whose name occurs in the model's id counts.</summary>
    private static readonly (string Family, long Tokens)[] Families =
    [
        // OpenAI, by tiles: 8 tiles at the most (768 x 2048 in tiles of 512), at 5,667 tokens and 2,833 for the image.
        ("gpt-4o-mini", 48_169),

        // OpenAI, by patches: 10,000 of 32 x 32 in original detail, times 2.46, the largest multiplier of any model.
        ("gpt-5", 24_600),

        // OpenAI, by tiles: 8 x 170 + 85; by patches (gpt-4.1-mini and -nano, o4-mini): 1,536 times 2.46, which is more.
        ("gpt-4", 3_779),
        ("chatgpt-4o", 3_779),
        ("o1", 3_779),
        ("o3", 3_779),
        ("o4", 3_779),

        // Anthropic: 4,784 at high resolution (2,576 pixels on the long side), 1,600 before; rounded up for padding to patches.
        ("claude", 5_000),

        // Google: 2,240 at ultra high resolution. The generations before cut images into tiles, without a documented limit.
        ("gemini-3", 2_240),
    ];

    /// <param name="model">The provider's id of it, a vendor or region before the name included.</param>
    public static long MostPerImage(string model)
    {
        foreach (var (family, tokens) in Families)
        {
            if (IsOf(model, family))
            {
                return tokens;
            }
        }

        return Default;
    }

    /// <summary>The family's name has to begin a word: <c>claude</c> in <c>us.anthropic.claude-…</c>, but not <c>o1</c> in <c>foo1</c>.</summary>
    private static bool IsOf(string model, string family)
    {
        var at = model.IndexOf(family, StringComparison.OrdinalIgnoreCase);
        return at == 0 || (at > 0 && model[at - 1] is '.' or '/' or ':');
    }
}
