using Azure.Core;

namespace Tollgate.Tests.Secrets;

/// <summary>Gives out tokens that tell what they are for, or fails as an identity does that cannot sign in.</summary>
internal sealed class NamedToken : TokenCredential
{
    public Exception? Failure { get; set; }

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => Failure is null
        ? new AccessToken($"token-for-{requestContext.Scopes[0]}", DateTimeOffset.MaxValue)
        : throw Failure;

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));
}
