namespace Tollgate.Pricing;

/// <summary>What <see cref="ModelCapabilities"/> are called in JSON.</summary>
internal static class ModelCapabilityNames
{
    private static readonly (ModelCapabilities Flag, string Name)[] Names =
    [
        (ModelCapabilities.Chat, "chat"),
        (ModelCapabilities.Completions, "completions"),
        (ModelCapabilities.Embeddings, "embeddings"),
        (ModelCapabilities.Streaming, "streaming"),
        (ModelCapabilities.Tools, "tools"),
        (ModelCapabilities.Vision, "vision"),
        (ModelCapabilities.JsonSchema, "json_schema"),
        (ModelCapabilities.Reasoning, "reasoning"),
        (ModelCapabilities.AudioInput, "audio_input"),
        (ModelCapabilities.AudioOutput, "audio_output"),
    ];

    public static IEnumerable<string> Of(ModelCapabilities capabilities)
    {
        foreach (var (flag, name) in Names)
        {
            if ((capabilities & flag) != 0)
                yield return name;
        }
    }

    /// <summary>The capability of that name, compared ordinally; <see cref="ModelCapabilities.None"/> if there is none.</summary>
    public static ModelCapabilities Parse(string? name)
    {
        foreach (var (flag, known) in Names)
        {
            if (known == name)
                return flag;
        }

        return ModelCapabilities.None;
    }
}
