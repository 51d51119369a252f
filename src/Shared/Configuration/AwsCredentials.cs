namespace Tollgate.Configuration;

/// <summary>An AWS identity's key pair.</summary>
/// <param name="AccessKeyId">Names the identity.</param>
/// <param name="SecretAccessKey">Secret; never logged (see <see cref="ToString"/>).</param>
/// <param name="SessionToken">Of temporary credentials; null for lasting ones.</param>
internal sealed record AwsCredentials(string AccessKeyId, string SecretAccessKey, string? SessionToken)
{
    public override string ToString() => AccessKeyId;
}
