using System.Collections.Frozen;
using Tollgate.Endpoints.Analytics;
using Tollgate.Endpoints.Budgets;
using Tollgate.Endpoints.Chat;
using Tollgate.Endpoints.Circuits;
using Tollgate.Endpoints.Completion;
using Tollgate.Endpoints.Completions;
using Tollgate.Endpoints.Embeddings;
using Tollgate.Endpoints.Experiments;
using Tollgate.Endpoints.Generate;
using Tollgate.Endpoints.Health;
using Tollgate.Endpoints.Models;
using Tollgate.Endpoints.OpenApi;
using Tollgate.Endpoints.Providers;

namespace Tollgate.Endpoints;

/// <summary>Every route of the gateway, for both homes. What is not here does not exist.</summary>
internal static class RouteTable
{
    public static IReadOnlyList<GatewayRoute> All { get; } =
    [
        new("ChatCompletions", "POST", "v1/chat/completions", AccessLevel.Tenant, typeof(ChatEndpoint)),
        new("Completions", "POST", "v1/completions", AccessLevel.Tenant, typeof(CompletionsEndpoint)),
        new("Embeddings", "POST", "v1/embeddings", AccessLevel.Tenant, typeof(EmbeddingsEndpoint)),
        new("Generate", "POST", "v1/generate", AccessLevel.Tenant, typeof(GenerateEndpoint)),
        new("GenerateStream", "POST", "v1/generate/stream", AccessLevel.Tenant, typeof(GenerateStreamEndpoint)),
        new("Completion", "POST", "completion", AccessLevel.Tenant, typeof(CompletionEndpoint)),
        new("ListModels", "GET", "v1/models", AccessLevel.Tenant, typeof(ModelListEndpoint)),
        new("RetrieveModel", "GET", "v1/models/{*id}", AccessLevel.Tenant, typeof(ModelEndpoint)),
        new("AnalyticsUsage", "GET", "v1/analytics/usage", AccessLevel.Tenant, typeof(UsageAnalyticsEndpoint)),
        new("Budgets", "GET", "v1/budgets", AccessLevel.Tenant, typeof(BudgetsEndpoint)),
        new("AdminBudgets", "GET", "v1/admin/budgets", AccessLevel.Admin, typeof(AdminBudgetsEndpoint)),
        new("ListExperiments", "GET", "v1/experiments", AccessLevel.Admin, typeof(ExperimentListEndpoint)),
        new("RetrieveExperiment", "GET", "v1/experiments/{*name}", AccessLevel.Admin, typeof(ExperimentEndpoint)),
        new("AdminCircuit", "GET", "v1/admin/providers/{provider}/circuit-breaker", AccessLevel.Admin, typeof(CircuitEndpoint)),
        new("AdminCircuitCommand", "POST", "v1/admin/providers/{provider}/circuit-breaker/{command}", AccessLevel.Admin, typeof(CircuitCommandEndpoint)),
        new("Providers", "GET", "providers", AccessLevel.Tenant, typeof(ProvidersEndpoint)),
        new("Health", "GET", "health", AccessLevel.Open, typeof(HealthEndpoint)),
        new("HealthReady", "GET", "health/ready", AccessLevel.Open, typeof(ReadinessEndpoint)),
        new("HealthDetailed", "GET", "health/detailed", AccessLevel.Admin, typeof(DetailedHealthEndpoint)),
        new("OpenApi", "GET", "openapi.json", AccessLevel.Open, typeof(OpenApiEndpoint)),
    ];

    /// <summary>What both homes send everything to that is no row of the table: 404, 405, and CORS preflights.</summary>
    public static GatewayRoute Unmatched { get; } = new("ZzUnmatched", "*", "{*path}", AccessLevel.Open, typeof(UnmatchedEndpoint));

    /// <exception cref="KeyNotFoundException">A shell names a route that the table does not have.</exception>
    public static GatewayRoute Named(string name) => ByName[name];

    private static FrozenDictionary<string, GatewayRoute> ByName { get; } = All.ToFrozenDictionary(route => route.Name);
}
