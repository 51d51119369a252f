namespace Tollgate.Telemetry;

/// <summary>Every name that leaves the process in a trace or a metric. Dashboards and alerts query these.</summary>
internal static class TelemetryNames
{
    /// <summary>Of the activity source and of the meter.</summary>
    public const string Source = "Tollgate";

    public const string HttpRequests = "http_requests_total";
    public const string HttpRequestDuration = "http_request_duration_seconds";
    public const string ProviderRequests = "llm_provider_requests_total";
    public const string ProviderErrors = "llm_provider_errors_total";
    public const string ProviderLatency = "llm_provider_latency_seconds";
    public const string Tokens = "llm_tokens_total";
    public const string Cost = "llm_cost_usd_total";
    public const string BudgetAlerts = "llm_budget_alerts_total";
    public const string Hedges = "llm_hedges_total";
    public const string CircuitState = "llm_circuit_state";
    public const string CircuitTransitions = "llm_circuit_transitions_total";
    public const string ExperimentRequests = "llm_experiment_requests_total";
    public const string ExperimentErrors = "llm_experiment_errors_total";
    public const string ExperimentFallbacks = "llm_experiment_fallbacks_total";
    public const string ExperimentCost = "llm_experiment_cost_usd_total";
    public const string ExperimentLatency = "llm_experiment_first_byte_seconds";

    public const string Route = "route";
    public const string Status = "status";
    public const string Provider = "provider";
    public const string Model = "model";
    public const string Tenant = "tenant";
    public const string TokenType = "type";
    public const string ErrorCode = "code";
    public const string Scope = "scope";
    public const string Threshold = "threshold";
    public const string HedgeOutcome = "outcome";
    public const string Deployment = "deployment";
    public const string To = "to";
    public const string Experiment = "experiment";
    public const string Arm = "arm";

    /// <summary>Of the span of one attempt; its deployment's id follows.</summary>
    public const string AttemptSpan = "attempt";

    public const string OperationName = "gen_ai.operation.name";
    public const string ProviderName = "gen_ai.provider.name";
    public const string RequestModel = "gen_ai.request.model";
    public const string InputTokens = "gen_ai.usage.input_tokens";
    public const string OutputTokens = "gen_ai.usage.output_tokens";
    public const string CacheReadTokens = "gen_ai.usage.cache_read.input_tokens";
    public const string ReasoningTokens = "gen_ai.usage.reasoning.output_tokens";
    public const string ErrorType = "error.type";
    public const string TenantId = "tollgate.tenant";
    public const string CostUsd = "tollgate.cost_usd";
    public const string Attempts = "tollgate.attempts";
    public const string AttemptOutcome = "tollgate.attempt.outcome";
    public const string ExperimentName = "tollgate.experiment";
    public const string ExperimentArm = "tollgate.experiment.arm";
    public const string OverheadMs = "tollgate.overhead_ms";
    public const string Outcome = "tollgate.outcome";
}
