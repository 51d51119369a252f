namespace Tollgate.Auth;

/// <summary>A tenant and the key it showed. Who the user is depends on the request's body too: <see cref="UserIdentity"/>.</summary>
/// <param name="Tenant">Who pays.</param>
/// <param name="Key">The key presented.</param>
/// <param name="ClaimedUser">What <c>x-tollgate-user</c> says, unchecked.</param>
internal sealed record Authentication(Tenant Tenant, ApiKey Key, string? ClaimedUser);
