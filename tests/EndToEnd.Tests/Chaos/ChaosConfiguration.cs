using Tollgate.Pricing;
using Tollgate.Tests.Gateways;
using Tollgate.UpstreamSimulator;

namespace Tollgate.Tests.Chaos;

/// <summary>The usual configuration with a model <c>robust</c> over two providers: <c>shaky</c>, which is preferred, and <c>steady</c>.</summary>
internal static class ChaosConfiguration
{
    private const string OneAttempt = "\"routing\": { \"retries\": { \"maxAttempts\": 1 } }";

    /// <param name="shaky">Base URL of the provider that has the faults.</param>
    /// <param name="steady">Base URL of the other one.</param>
    /// <param name="strategy">Of the model.</param>
    /// <param name="limits">Further members of tenant alpha.</param>
    /// <param name="hedgeAfterMs">Of the model; null: never.</param>
    public static string For(Uri shaky, Uri steady, string strategy = "priority", string? limits = null, int? hedgeAfterMs = null) =>
        TestConfiguration.For(steady)
            .Replace(OneAttempt, $$"""
                "routing": { "retries": { "backoffMs": 0 } },
                "models": { "robust": { "targets": ["shaky/robust-a", "steady/robust-b"], "strategy": "{{strategy}}"{{(hedgeAfterMs is { } delay ? $", \"hedging\": {{ \"delayMs\": {delay} }}" : "")}} } }
                """, StringComparison.Ordinal)
            .Replace("\"providers\": {", $"\"providers\": {{ {Provider("shaky", shaky, "robust-a", 3, 11)}, {Provider("steady", steady, "robust-b", 5, 13)},", StringComparison.Ordinal)
            .Replace("\"alpha\": {", limits is null ? "\"alpha\": {" : $"\"alpha\": {{ {limits},", StringComparison.Ordinal);

    /// <summary>What the two have billed, at their prices.</summary>
    public static decimal BilledUsd(SimulatorHost shaky, SimulatorHost steady) => Usd(shaky, 3, 11) + Usd(steady, 5, 13);

    private static decimal Usd(SimulatorHost simulator, decimal input, decimal output) => simulator.Requests
        .Sum(request => Money.FromUsd(((request.Billed.PromptTokens * input) + (request.Billed.CompletionTokens * output)) / 1_000_000).Usd);

    private static string Provider(string name, Uri baseUrl, string model, int input, int output) => $$"""
        "{{name}}": {
          "type": "custom", "baseUrl": "{{baseUrl}}", "apiKey": "${SIMULATOR_API_KEY}", "timeoutSeconds": 40,
          "models": [{ "id": "{{model}}", "modelId": "gpt-4o", "maxOutputTokens": 100, "price": { "input": {{input}}, "output": {{output}} } }]
        }
        """;
}
