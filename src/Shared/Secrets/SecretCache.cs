using Microsoft.Extensions.Logging;

namespace Tollgate.Secrets;

/// <summary>
/// Keeps what vaults have answered. A value that was read once is served until the vault gives another one, whatever the vault
/// says or does meanwhile. One question is asked at a time, so the same secret is never fetched twice at once.
/// </summary>
internal sealed class SecretCache(AzureKeyVaults vaults, TimeProvider time, ILogger<SecretCache> log) : ISecretSource
{
    /// <summary>A vault that has just failed is not asked for the next secret: a start must not wait for each of them.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Lock _asking = new();
    private readonly Dictionary<VaultSecret, string> _values = [];
    private readonly HashSet<VaultSecret> _missing = [];
    private (Uri Vault, SecretAnswer Answer, DateTimeOffset Until)? _failure;
    private string? _problem;
    private long _revision;

    public long Revision => Interlocked.Read(ref _revision);

    /// <summary>Why the last refresh did not get all that it wanted; null when it did.</summary>
    public string? Problem => Volatile.Read(ref _problem);

    public SecretAnswer Find(Uri vault, SecretReference reference)
    {
        var secret = new VaultSecret(vault, reference);
        lock (_asking)
        {
            if (_values.TryGetValue(secret, out var known))
            {
                return SecretAnswer.Found(known);
            }

            var answer = AskLocked(secret, CancellationToken.None);
            if (answer.Value is { } value)
            {
                _values[secret] = value;
            }
            else
            {
                _missing.Add(secret);
            }

            return answer;
        }
    }

    /// <summary>Asks anew for what may have changed, and for what could not be had.</summary>
    /// <param name="inUse">Those of the configuration in force: others are forgotten.</param>
    /// <param name="isEditPending">There is an edit that was refused, maybe for want of a secret.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="OperationCanceledException">By <paramref name="cancellation"/>.</exception>
    public void Refresh(IReadOnlyCollection<VaultSecret> inUse, bool isEditPending, CancellationToken cancellation)
    {
        string? problem = null;
        foreach (var secret in Select(inUse, isEditPending))
        {
            lock (_asking)
            {
                var answer = AskLocked(secret, cancellation);
                if (answer.Value is { } value)
                {
                    TakeLocked(secret, value);
                }
                else
                {
                    problem ??= $"{secret.Reference} {answer.Problem}";
                }
            }
        }

        Tell(problem);
    }

    private VaultSecret[] Select(IReadOnlyCollection<VaultSecret> inUse, bool isEditPending)
    {
        lock (_asking)
        {
            if (!isEditPending)
            {
                _missing.Clear();
            }

            foreach (var unused in _values.Keys.Except(inUse).ToArray())
            {
                _values.Remove(unused);
            }

            // A version never changes.
            return [.. inUse.Where(secret => secret.Reference.Version is null || !_values.ContainsKey(secret)).Union(_missing)];
        }
    }

    private void TakeLocked(VaultSecret secret, string value)
    {
        _missing.Remove(secret);
        if (_values.TryGetValue(secret, out var known) && known == value)
        {
            return;
        }

        _values[secret] = value;
        Interlocked.Increment(ref _revision);
        SecretLog.Changed(log, secret.Reference);
    }

    private SecretAnswer AskLocked(VaultSecret secret, CancellationToken cancellation)
    {
        if (_failure is { } failure && failure.Vault == secret.Vault && time.GetUtcNow() < failure.Until)
        {
            return failure.Answer;
        }

        var answer = vaults.Open(secret.Vault).Ask(secret.Reference, cancellation);
        _failure = answer.IsOutage ? (secret.Vault, answer, time.GetUtcNow() + Pause) : null;
        return answer;
    }

    private void Tell(string? problem)
    {
        var before = Interlocked.Exchange(ref _problem, problem);
        if (problem is not null && before is null)
        {
            SecretLog.Failing(log, problem);
        }
        else if (problem is null && before is not null)
        {
            SecretLog.Recovered(log);
        }
    }
}
