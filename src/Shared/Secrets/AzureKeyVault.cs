using System.Globalization;
using Azure;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;

namespace Tollgate.Secrets;

/// <summary>One vault of Azure. Answers never throw, and say nothing of what an exception may have seen of a secret.</summary>
/// <param name="client">Signs in and retries.</param>
/// <param name="time">The clock of <see cref="Deadline"/>.</param>
internal sealed class AzureKeyVault(SecretClient client, TimeProvider time)
{
    /// <summary>For one secret with all its retries, however long the vault asks to wait.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    private string Name => $"the vault {client.VaultUri.Host}";

    /// <exception cref="OperationCanceledException">By <paramref name="cancellation"/>.</exception>
    public SecretAnswer Ask(SecretReference reference, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            var value = client.GetSecret(reference.Name, reference.Version, cancellationToken: either.Token).Value.Value;
            return string.IsNullOrEmpty(value) ? SecretAnswer.Refused($"is empty in {Name}") : SecretAnswer.Found(value);
        }
        catch (RequestFailedException failure) when (failure.Status == 404)
        {
            return SecretAnswer.Refused($"does not exist in {Name}");
        }
        catch (RequestFailedException failure) when (failure.Status is 401 or 403)
        {
            return SecretAnswer.Refused(
                $"may not be read from {Name} (status {Text(failure.Status)}): the gateway's identity needs the role Key Vault Secrets User there, "
                + "the secret must be enabled, and the vault's firewall must let the gateway in");
        }
        catch (RequestFailedException failure) when (failure.Status > 0)
        {
            return SecretAnswer.Outage($"cannot be read from {Name}: status {Text(failure.Status)}");
        }
        catch (AuthenticationFailedException failure)
        {
            return SecretAnswer.Outage($"cannot be read from {Name}: signing in failed: {failure.Message.Split('\n')[0].Trim()}");
        }
        catch (Exception) when (late.IsCancellationRequested)
        {
            return SecretAnswer.Outage($"cannot be read from {Name}: no answer within {Text(Deadline.TotalSeconds)} s");
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            // The network may fail in many ways, and each means the same: it cannot be read now.
            return SecretAnswer.Outage($"cannot be read from {Name}: {failure.GetType().Name}");
        }
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
