using Azure.Core;
using Azure.Identity;
using Tollgate.Configuration;
using Tollgate.Providers.OpenAI.Carriers;
using Tollgate.Providers.Upstream;

namespace Tollgate.SelfHost.Azure;

/// <summary>
/// Tokens of Entra ID for Azure OpenAI, kept until shortly before they expire. Not every credential keeps its own: the one of the
/// Azure CLI would start a process for each request.
/// </summary>
/// <param name="credential">Who the gateway is.</param>
/// <param name="time">The clock that tokens expire by.</param>
/// <param name="log">Told why there is no token: clients are not.</param>
internal sealed class EntraTokens(TokenCredential credential, TimeProvider time, ILogger<EntraTokens> log) : IAccessTokens, IDisposable
{
    private static readonly TokenRequestContext AzureOpenAI = new(["https://cognitiveservices.azure.com/.default"]);

    /// <summary>Longer than any answer may take to begin.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    /// <summary>Between attempts to renew a token that is still good.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile Kept? _kept;

    public ValueTask<string> GetAsync(ProviderOptions provider, CancellationToken cancellation) =>
        _kept is { } kept && time.GetUtcNow() < kept.RefreshAt ? new(kept.Token) : new(RefreshAsync(provider, cancellation));

    public void Dispose() => _one.Dispose();

    private async Task<string> RefreshAsync(ProviderOptions provider, CancellationToken cancellation)
    {
        if (!_one.Wait(0, cancellation))
        {
            if (StillGood() is { } meanwhile)
            {
                return meanwhile.Token;
            }

            await _one.WaitAsync(cancellation).ConfigureAwait(false);
        }

        try
        {
            if (_kept is { } refreshed && time.GetUtcNow() < refreshed.RefreshAt)
            {
                return refreshed.Token;
            }

            var token = await credential.GetTokenAsync(AzureOpenAI, cancellation).ConfigureAwait(false);
            _kept = new Kept(token.Token, Earlier(token.RefreshOn, token.ExpiresOn - Margin), token.ExpiresOn);
            return token.Token;
        }
        catch (AuthenticationFailedException failure)
        {
            EntraLog.NoToken(log, provider.Name, failure);
            var old = StillGood() ?? throw new UpstreamException(UpstreamRefusals.NoAccessToken(provider.Name), failure);
            _kept = old with { RefreshAt = Earlier(time.GetUtcNow() + Pause, old.ExpiresAt) };
            return old.Token;
        }
        finally
        {
            _one.Release();
        }
    }

    private Kept? StillGood() => _kept is { } kept && time.GetUtcNow() < kept.ExpiresAt ? kept : null;

    private static DateTimeOffset Earlier(DateTimeOffset? wanted, DateTimeOffset latest) => wanted < latest ? wanted.Value : latest;

    private sealed record Kept(string Token, DateTimeOffset RefreshAt, DateTimeOffset ExpiresAt);
}
