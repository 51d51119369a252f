using Azure.Core;
using Azure.Identity;
using Tollgate.Configuration;
using Tollgate.Providers.Upstream;
using Tollgate.SelfHost.Azure;
using Tollgate.Testing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Azure;

public sealed class EntraTokensTests
{
    private static readonly ProviderOptions Provider = new() { Name = "azure", Type = "azure-openai", Wire = "openai", UsesEntraId = true };

    private readonly ManualTimeProvider _time = new();
    private readonly RecordingLogger<EntraTokens> _log = new();
    private readonly ScriptedCredential _credential = new();

    [Fact]
    public async Task Get_Again_KeepsTheTokenUntilFiveMinutesBeforeItsEnd()
    {
        using var tokens = CreateTokens();

        Assert.Equal("token 1", await tokens.GetAsync(Provider, CancellationToken.None));
        _time.Advance(TimeSpan.FromMinutes(54));
        Assert.Equal("token 1", await tokens.GetAsync(Provider, CancellationToken.None));
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("token 2", await tokens.GetAsync(Provider, CancellationToken.None));
        Assert.Equal("https://cognitiveservices.azure.com/.default", Assert.Single(_credential.Scopes));
    }

    [Fact]
    public async Task Get_BeforeAnyToken_AsksOnceForAllThatWait()
    {
        using var tokens = CreateTokens();
        _credential.Gate = new TaskCompletionSource();

        var first = tokens.GetAsync(Provider, CancellationToken.None).AsTask();
        var second = tokens.GetAsync(Provider, CancellationToken.None).AsTask();
        _credential.Gate.SetResult();

        Assert.Equal(["token 1", "token 1"], await Task.WhenAll(first, second));
    }

    [Fact]
    public async Task Get_RenewalFails_UsesTheOldTokenWhileItIsGoodAndAsksAgainLater()
    {
        using var tokens = CreateTokens();
        await tokens.GetAsync(Provider, CancellationToken.None);
        _time.Advance(TimeSpan.FromMinutes(56));
        _credential.Fails = true;

        Assert.Equal("token 1", await tokens.GetAsync(Provider, CancellationToken.None));
        Assert.Equal("token 1", await tokens.GetAsync(Provider, CancellationToken.None));
        Assert.Equal(2, _credential.Asked);
        _time.Advance(TimeSpan.FromMinutes(5));
        var failure = await Assert.ThrowsAsync<UpstreamException>(() => tokens.GetAsync(Provider, CancellationToken.None).AsTask());

        Assert.Equal((502, "upstream_authentication_failed"), (failure.Refusal.Status, failure.Refusal.Code));
        Assert.DoesNotContain("tenant secret", failure.Refusal.Message, StringComparison.Ordinal);
        Assert.Equal(2, _log.Count(7100));
    }

    [Fact]
    public async Task Get_WhileAnotherRenews_DoesNotWaitForATokenThatIsStillGood()
    {
        using var tokens = CreateTokens();
        await tokens.GetAsync(Provider, CancellationToken.None);
        _time.Advance(TimeSpan.FromMinutes(56));
        _credential.Gate = new TaskCompletionSource();

        var renewing = tokens.GetAsync(Provider, CancellationToken.None).AsTask();
        Assert.Equal("token 1", await tokens.GetAsync(Provider, CancellationToken.None));
        _credential.Gate.SetResult();

        Assert.Equal("token 2", await renewing);
    }

    private EntraTokens CreateTokens()
    {
        _credential.Time = _time;
        return new EntraTokens(_credential, _time, _log);
    }

    private sealed class ScriptedCredential : TokenCredential
    {
        public TimeProvider Time { get; set; } = TimeProvider.System;

        public TaskCompletionSource? Gate { get; set; }

        public bool Fails { get; set; }

        public int Asked { get; private set; }

        public HashSet<string> Scopes { get; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Asked++;
            Scopes.UnionWith(requestContext.Scopes);
            if (Gate is { } gate)
            {
                await gate.Task;
            }

            return Fails
                ? throw new AuthenticationFailedException("tenant secret")
                : new AccessToken($"token {Asked}", Time.GetUtcNow().AddHours(1));
        }
    }
}
