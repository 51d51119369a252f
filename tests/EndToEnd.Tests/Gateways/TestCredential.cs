using Azure.Core;

namespace Tollgate.Tests.Gateways;

/// <summary>Signs in without asking anybody, so that this machine's own identity never decides how a test ends.</summary>
internal sealed class TestCredential : TokenCredential
{
    public const string Token = "entra-token";

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        requestContext.Scopes is ["https://cognitiveservices.azure.com/.default"]
            ? new AccessToken(Token, DateTimeOffset.MaxValue)
            : throw new InvalidOperationException("It is signed in to something else.");

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));
}
