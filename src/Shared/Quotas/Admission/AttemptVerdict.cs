namespace Tollgate.Quotas.Admission;

/// <summary>Whether a deployment may be asked.</summary>
internal enum AttemptVerdict
{
    Granted,

    /// <summary>The operator's own limit of the deployment, or of its provider, has nothing left: another deployment may have.</summary>
    DeploymentIsFull,

    /// <summary>The caller's limits do not cover this attempt beside those before it; a cheaper one they may.</summary>
    CallerIsSpent,
}
