using System.Security.Cryptography;
using System.Text;

namespace Tollgate.Tests.Gateways;

/// <summary>
/// The <c>gateway.json</c> of a gateway under test. Public names differ from the upstream's, so that a name that is not translated
/// shows, and the prices are like no others, so that a figure can only come from here.
/// </summary>
internal static class TestConfiguration
{
    public const string SimulatorKey = "sk-simulator";

    public static IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        ["PORT"] = "0",
        ["SIMULATOR_API_KEY"] = SimulatorKey,
        ["REFUSED_API_KEY"] = "sk-bad",
    };

    /// <param name="upstream">The simulator's base URL for OpenAI clients.</param>
    public static string For(Uri upstream) =>
        $$"""
        {
          "server": { "corsOrigins": ["https://app.example.com"] },
          "routing": { "retries": { "maxAttempts": 1 } },
          "circuitBreaker": { "enabled": false },
          "logging": { "level": "error" },
          "providers": {
            "simulator": {
              "type": "custom",
              "baseUrl": "{{upstream}}",
              "apiKey": "${SIMULATOR_API_KEY}",
              "timeoutSeconds": 40,
              "streamIdleTimeoutSeconds": 20,
              "models": [
                {
                  "id": "chat", "modelId": "gpt-4o", "name": "Chat", "contextLength": 128000, "maxOutputTokens": 16384,
                  "capabilities": ["chat", "streaming", "tools", "vision", "json_schema"],
                  "price": { "input": 3, "cacheRead": 0.7, "output": 11 }
                },
                {
                  "id": "acme/small@v1", "modelId": "gpt-4o-mini", "capabilities": ["chat", "streaming"],
                  "price": { "input": 0.3, "output": 1.1 }
                },
                {
                  "id": "reasoner", "modelId": "sim-reasoning", "maxOutputTokens": 100000, "capabilities": ["chat", "streaming", "reasoning"],
                  "price": { "input": 3, "output": 11, "reasoning": 13 }
                },
                {
                  "id": "instruct", "modelId": "gpt-3.5-turbo-instruct", "capabilities": ["completions", "streaming"],
                  "price": { "input": 1.5, "output": 2 }
                },
                {
                  "id": "embed", "modelId": "text-embedding-3-small", "capabilities": ["embeddings"],
                  "price": { "input": 0.02, "output": 0 }
                },
                { "id": "unknown-upstream", "modelId": "no-such-model", "price": { "input": 1, "output": 1 } }
              ]
            },
            "locked": {
              "type": "custom", "baseUrl": "{{upstream}}", "apiKey": "${REFUSED_API_KEY}",
              "models": [{ "id": "locked", "modelId": "gpt-4o", "price": { "input": 1, "output": 1 } }]
            },
            "nowhere": {
              "type": "custom", "baseUrl": "http://127.0.0.1:1/v1",
              "models": [{ "id": "unreachable", "modelId": "gpt-4o", "price": { "input": 1, "output": 1 } }]
            },
            "demo": {
              "models": [
                { "id": "demo", "price": { "input": 1, "output": 2 } },
                { "id": "uncharted-demo", "price": { "input": 1, "output": 2 } },
                { "id": "demo-embedding", "price": { "input": 1, "output": 0 } }
              ]
            }
          },
          "tenants": {
            "alpha": {
              "apiKeys": [
                { "id": "any", "sha256": "{{Hash(TestKeys.Alpha)}}" },
                { "id": "service", "sha256": "{{Hash(TestKeys.AlphaService)}}", "speaksForUsers": true },
                { "id": "ada", "sha256": "{{Hash(TestKeys.AlphaAda)}}", "user": "ada" }
              ]
            },
            "beta": { "apiKeys": [{ "id": "any", "sha256": "{{Hash(TestKeys.Beta)}}" }] },
            "strict": {
              "userIdentity": "verified",
              "apiKeys": [
                { "id": "any", "sha256": "{{Hash(TestKeys.Strict)}}" },
                { "id": "service", "sha256": "{{Hash(TestKeys.StrictService)}}", "speaksForUsers": true }
              ]
            },
            "ops": { "apiKeys": [{ "id": "admin", "sha256": "{{Hash(TestKeys.Admin)}}", "admin": true }] }
          }
        }
        """;

    /// <summary>Without the monthly budget that each tenant has by default: then nothing waits for durable state, in time that stands still.</summary>
    public static string WithoutBudgets(string configuration) =>
        configuration.Replace("\"server\":", "\"budget\": { \"enabled\": false },\n  \"server\":", StringComparison.Ordinal);

    private static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
