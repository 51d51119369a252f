namespace Tollgate.Endpoints;

/// <summary>Names of the headers that the gateway adds to responses.</summary>
internal static class GatewayHeaders
{
    public const string RequestId = "x-request-id";
    public const string Provider = "x-tollgate-provider";
    public const string Model = "x-tollgate-model";

    /// <summary>US dollars, decimal. On a stream it comes at the end: as a trailer, and as a comment line.</summary>
    public const string CostUsd = "x-tollgate-cost-usd";

    /// <summary>Milliseconds the gateway itself took until the response's first byte.</summary>
    public const string OverheadMs = "x-tollgate-overhead-ms";

    /// <summary>How many times a provider was asked.</summary>
    public const string Attempts = "x-tollgate-attempts";

    /// <summary>The experiment that the request takes part in and its arm, as in <c>cheaper=control</c>.</summary>
    public const string Experiment = "x-tollgate-experiment";

    /// <summary>Members of the request that its target could not do and that were left out, separated by commas.</summary>
    public const string DroppedParameters = "x-tollgate-dropped-parameters";

    /// <summary>The provider's own id of the request.</summary>
    public const string UpstreamRequestId = "x-tollgate-upstream-request-id";
}
