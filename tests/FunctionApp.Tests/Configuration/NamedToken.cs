using Azure.Core;

namespace Tollgate.Tests.Configuration;

/// <summary>Gives out tokens that tell what they are for.</summary>
internal sealed class NamedToken : TokenCredential
{
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new($"token-for-{requestContext.Scopes[0]}", DateTimeOffset.MaxValue);

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));
}
