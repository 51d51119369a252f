using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tollgate.Configuration;

namespace Tollgate.Secrets;

/// <summary>
/// Looks for rotated secrets as often as <c>keyVault.refreshSeconds</c> says, and sooner while something is amiss. What it finds is
/// a change of the configuration like an edit of its file: <see cref="ConfigurationWatcher"/> applies it.
/// </summary>
internal sealed class SecretRefresher(
    ConfigurationSource configuration, SecretCache secrets, TimeProvider time, ILogger<SecretRefresher> log) : BackgroundService
{
    private static readonly TimeSpan WhileAmiss = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Interval(configuration.Current.KeyVault), time, stoppingToken).ConfigureAwait(false);
            Refresh(stoppingToken);
        }
    }

    private TimeSpan Interval(KeyVaultOptions? vault)
    {
        var wanted = vault is null ? WhileAmiss : TimeSpan.FromSeconds(vault.RefreshSeconds);
        return wanted > WhileAmiss && (secrets.Problem is not null || configuration.LastError is not null) ? WhileAmiss : wanted;
    }

    /// <summary>Whatever goes wrong here, the gateway goes on with what it has: an exception would stop the whole host.</summary>
    private void Refresh(CancellationToken cancellation)
    {
        try
        {
            secrets.Refresh(configuration.Current.Secrets, isEditPending: configuration.LastError is not null, cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            SecretLog.RefreshFailed(log, exception);
        }
    }
}
