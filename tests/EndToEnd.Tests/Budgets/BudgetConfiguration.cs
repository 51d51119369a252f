namespace Tollgate.Tests.Budgets;

/// <summary>
/// The usual configuration with limits, and with a model that costs a tenth of a cent for each token of its answer and nothing for
/// the prompt: where an answer is as long as allowed, the most that it can cost is what it costs. The model <c>free</c> costs nothing.
/// </summary>
internal static class BudgetConfiguration
{
    /// <summary>US dollars a token of the model <c>chat</c>.</summary>
    public const decimal UsdPerToken = 0.001m;

    private const string FreeModel = """{ "id": "free", "modelId": "gpt-3.5-turbo", "maxOutputTokens": 4096, "price": { "input": 0, "output": 0 } }, """;
    private const string PriceOfChat = "\"price\": { \"input\": 3, \"cacheRead\": 0.7, \"output\": 11 }";

    /// <param name="limits">Members of tenant alpha.</param>
    /// <param name="providerLimits">Members of the provider that serves <c>chat</c>.</param>
    public static Func<string, string> With(string limits, string? providerLimits = null) => configuration =>
    {
        Assert.Contains(PriceOfChat, configuration, StringComparison.Ordinal);
        var provider = providerLimits is null ? "" : providerLimits + ",";
        return configuration
            .Replace(PriceOfChat, "\"price\": { \"input\": 0, \"output\": 1000 }", StringComparison.Ordinal)
            .Replace("{ \"id\": \"unknown-upstream\"", FreeModel + "{ \"id\": \"unknown-upstream\"", StringComparison.Ordinal)
            .Replace("\"simulator\": {", $"\"simulator\": {{ {provider}", StringComparison.Ordinal)
            .Replace("\"alpha\": {", $"\"alpha\": {{ {limits},", StringComparison.Ordinal);
    };
}
