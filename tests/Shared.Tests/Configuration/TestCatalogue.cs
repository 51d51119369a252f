using Tollgate.Pricing;

namespace Tollgate.Tests.Configuration;

/// <summary>A catalogue of a few rows, so that the tests do not hang on what models cost this year.</summary>
internal sealed class TestCatalogue : IModelCatalogue
{
    private static readonly Dictionary<string, ModelInfo[]> Rows = new()
    {
        ["openai"] =
        [
            Row("gpt-4o", 2.5m, 10m, isDefault: true, aliases: ["gpt-4o-2024-11-20"]),
            Row("gpt-4o-mini", 0.15m, 0.6m, isDefault: true),
            Row("o1-pro", 150m, 600m),
        ],
        ["azure-openai"] = [Row("gpt-4o", 2.75m, 11m, isDefault: true)],
        ["bedrock"] =
        [
            Row("openai.gpt-oss-20b-1:0", 0.07m, 0.3m, isDefault: true),
            Row("anthropic.claude-3-haiku", 0.25m, 1.25m, isDefault: true),
        ],
        ["gemini"] = [Row("gemini-2.5-flash", 0.3m, 2.5m, isDefault: true)],
        ["groq"] = [Row("openai/gpt-oss-20b", 0.1m, 0.5m, isDefault: true)],
        ["github"] = [Row("openai/gpt-4o", 2.5m, 10m, isDefault: true, aliases: ["gpt-4o"])],
        ["demo"] = [Row("demo", 1m, 2m, isDefault: true)],
    };

    public ModelInfo? Find(string provider, string modelId) =>
        Rows.GetValueOrDefault(provider, []).FirstOrDefault(row => row.Id == modelId || row.Aliases.Contains(modelId));

    public IEnumerable<ModelInfo> DefaultsOf(string provider) => Rows.GetValueOrDefault(provider, []).Where(row => row.IsDefault);

    private static ModelInfo Row(string id, decimal input, decimal output, bool isDefault = false, string[]? aliases = null) => new()
    {
        Id = id,
        Aliases = aliases ?? [],
        DisplayName = $"The {id}",
        ContextLength = 128_000,
        MaxOutputTokens = 16_384,
        Capabilities = ModelCapabilities.Chat | ModelCapabilities.Streaming,
        Price = new ModelPrice { Input = input, Output = output },
        IsDefault = isDefault,
    };
}
