using System.Text.Json;
using Tollgate.Quotas.Accounts;
using Tollgate.State;

namespace Tollgate.Tests.Quotas.Fleet;

/// <summary>A durable store in virtual time, which checks every account against its limits after each operation.</summary>
internal sealed class SimulatedStore(VirtualTime time, StoreBehaviour behaviour, int seed)
{
    private readonly Random _random = new(seed);
    private readonly Dictionary<EntityKey, AccountState> _accounts = [];
    private readonly HashSet<EntityKey> _shown = [];

    public int Signals { get; private set; }

    public int Reads { get; private set; }

    public bool IsDown { get; set; }

    /// <summary>What was spent beyond a strict limit, summed over all accounts, quotas and windows; must stay 0.</summary>
    public long Overspend { get; private set; }

    public IReadOnlyDictionary<EntityKey, AccountState> Accounts => _accounts;

    public AccountState? Find(EntityKey key) => _accounts.GetValueOrDefault(key);

    public async Task SignalAsync(EntityKey key, Envelope operation)
    {
        Signals++;
        ThrowIfDown();
        await time.Delay(Between(behaviour.Enqueue));
        ThrowIfDown();
        var delay = Between(behaviour.Deliver);
        if (_random.NextDouble() < behaviour.HeldUp)
        {
            delay += TimeSpan.FromMilliseconds(_random.Next(3_000));
        }

        time.In(delay, () => Apply(key, operation));
        if (_random.NextDouble() < behaviour.Doubled)
        {
            time.In(delay + TimeSpan.FromMilliseconds(_random.Next(10_000)), () => Apply(key, operation));
        }
    }

    public async ValueTask<AccountState?> ReadAsync(EntityKey key)
    {
        Reads++;
        ThrowIfDown();
        await time.Delay(Between(behaviour.Read));
        ThrowIfDown();
        _shown.Add(key);
        return Find(key);
    }

    private void Apply(EntityKey key, Envelope operation)
    {
        var skew = TimeSpan.FromSeconds((_random.NextDouble() - 0.5) * behaviour.ClockSpread);
        var state = AccountState.Apply(Own(key), operation, time.UtcNow + skew);
        _accounts[key] = state;
        foreach (var quota in state.Quotas)
        {
            foreach (var window in quota.Windows)
            {
                var total = window.Spent + state.Outstanding(quota.Id, window.Start) + state.WrittenOff(quota.Id, window.Start);
                Overspend += quota.Definition.Mode == 0 ? Math.Max(0, total - quota.Definition.Limit) : 0;
            }
        }
    }

    // Written and read as a store would, unless nobody has seen it: what was shown does not change.
    private AccountState Own(EntityKey key)
    {
        var state = Find(key) ?? AccountState.Empty;
        return _shown.Remove(key) ? JsonSerializer.Deserialize<AccountState>(JsonSerializer.SerializeToUtf8Bytes(state))! : state;
    }

    private TimeSpan Between((int From, int To) milliseconds) =>
        TimeSpan.FromMilliseconds(milliseconds.From + (_random.NextDouble() * (milliseconds.To - milliseconds.From)));

    private void ThrowIfDown()
    {
        if (IsDown)
        {
            throw new IOException("the store is down");
        }
    }
}
