using System.Diagnostics;
using System.Globalization;
using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Settlement;

namespace Tollgate.Telemetry;

/// <summary>One span a model request, named and tagged by OpenTelemetry's conventions for generative AI.</summary>
internal static class RequestTracing
{
    private static readonly ActivitySource Source = new(TelemetryNames.Source);

    /// <summary>Null when nobody listens.</summary>
    public static Activity? Start(GatewayRequest request) => Source.StartActivity(OperationName(request.Operation), ActivityKind.Client);

    /// <summary>A span for one asking of one provider, within the request's. Null when nobody listens.</summary>
    public static Activity? StartAttempt(GatewayRequest request) => request.Activity is { } parent
        ? Source.StartActivity(TelemetryNames.AttemptSpan, ActivityKind.Client, parent.Context)
        : null;

    public static void FinishAttempt(Attempt attempt, in TokenUsage usage, Money cost, string? error)
    {
        if (attempt.Activity is not { } activity)
        {
            return;
        }

        var deployment = attempt.Deployment;
        attempt.Activity = null;
        activity.DisplayName = $"{TelemetryNames.AttemptSpan} {deployment.Id}";
        activity.SetTag(TelemetryNames.ProviderName, deployment.Provider.Name);
        activity.SetTag(TelemetryNames.RequestModel, deployment.UpstreamModel);
        activity.SetTag(TelemetryNames.InputTokens, usage.TotalInput);
        activity.SetTag(TelemetryNames.OutputTokens, usage.TotalOutput);
        activity.SetTag(TelemetryNames.CostUsd, (double)cost.Usd);
        if (error is not null)
        {
            activity.SetTag(TelemetryNames.ErrorType, error);
            activity.SetStatus(ActivityStatusCode.Error);
        }

        activity.Dispose();
    }

    public static void Finish(Activity? activity, UsageRecord record)
    {
        if (activity is null)
        {
            return;
        }

        if (record.Model is { } model)
        {
            activity.DisplayName = $"{activity.OperationName} {model}";
            activity.SetTag(TelemetryNames.RequestModel, model);
        }

        activity.SetTag(TelemetryNames.OperationName, activity.OperationName);
        activity.SetTag(TelemetryNames.ProviderName, record.Provider);
        activity.SetTag(TelemetryNames.InputTokens, record.Usage.TotalInput);
        activity.SetTag(TelemetryNames.OutputTokens, record.Usage.TotalOutput);
        activity.SetTag(TelemetryNames.CacheReadTokens, record.Usage.TotalCacheRead);
        activity.SetTag(TelemetryNames.ReasoningTokens, record.Usage.Reasoning);
        activity.SetTag(TelemetryNames.TenantId, record.Tenant);
        activity.SetTag(TelemetryNames.CostUsd, (double)record.Cost.Usd);
        activity.SetTag(TelemetryNames.Attempts, record.Attempts);
        if (record.Experiment is { } experiment)
        {
            activity.SetTag(TelemetryNames.ExperimentName, experiment.Experiment);
            activity.SetTag(TelemetryNames.ExperimentArm, experiment.Arm);
        }

        activity.SetTag(TelemetryNames.OverheadMs, record.Overhead.TotalMilliseconds);
        activity.SetTag(TelemetryNames.Outcome, record.Outcome);

        if (record.Status >= 400)
        {
            activity.SetTag(TelemetryNames.ErrorType, record.Status.ToString(CultureInfo.InvariantCulture));
            activity.SetStatus(ActivityStatusCode.Error);
        }
    }

    private static string OperationName(Operation operation) => operation switch
    {
        Operation.Chat => "chat",
        Operation.Completions => "text_completion",
        _ => "embeddings",
    };
}
