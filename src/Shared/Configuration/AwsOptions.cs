namespace Tollgate.Configuration;

/// <summary>Where and as whom a provider of AWS's is asked.</summary>
internal sealed record AwsOptions
{
    /// <summary>As in <c>eu-central-1</c>; requests are signed for it.</summary>
    public required string Region { get; init; }

    /// <summary>
    /// Whose inference profiles are used for models that can only be had through one, as in <c>us</c> or <c>global</c>. Null: none.
    /// </summary>
    public string? Geography { get; init; }

    /// <summary>Sign requests; null where a key of the service's own is used.</summary>
    public AwsCredentials? Credentials { get; init; }
}
