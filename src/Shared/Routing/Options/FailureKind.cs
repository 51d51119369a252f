namespace Tollgate.Routing.Options;

/// <summary>Why a target gave no answer, as far as it matters for where to go next.</summary>
internal enum FailureKind
{
    /// <summary>The target is limiting the gateway, or the gateway the target.</summary>
    RateLimit,

    /// <summary>It does not work: unreachable, late, broken, or it rejects the gateway's own credentials.</summary>
    Outage,

    /// <summary>The prompt is too long for it.</summary>
    ContextLength,

    /// <summary>Its content policy does not allow the prompt.</summary>
    ContentPolicy,

    /// <summary>The request itself is at fault: no other target would take it.</summary>
    Rejected,
}
