namespace Tollgate.Configuration.Profiles;

/// <summary>How what an operator gives as a provider's address becomes the base of its API.</summary>
internal enum AddressRule
{
    /// <summary>It is the base already.</summary>
    AsGiven,

    /// <summary>An Azure resource's endpoint: <c>/openai/v1</c> is added, or <c>/openai</c> for the dated API.</summary>
    AzureResource,

    /// <summary>A server of the operator's own: scheme and port may be missing, and <c>/v1</c> is added to a bare address.</summary>
    LocalServer,
}
