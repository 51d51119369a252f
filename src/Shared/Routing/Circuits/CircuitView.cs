using Microsoft.Extensions.Logging;
using Tollgate.Routing.Circuits.State;
using Tollgate.State;

namespace Tollgate.Routing.Circuits;

/// <summary>One provider's shared circuits as last read. Read again only while somebody asks for them, and at most once a second.</summary>
internal sealed class CircuitView(string provider, IEntityClient store, TimeProvider time, ILogger log)
{
    /// <summary>With it a circuit that another instance opens is open here within two seconds.</summary>
    public static readonly TimeSpan ReadInterval = TimeSpan.FromSeconds(1);

    /// <summary>What was read this long ago is no longer gone by, when the store does not answer.</summary>
    private static readonly TimeSpan Trust = TimeSpan.FromSeconds(10);

    /// <summary>A store that takes longer is as good as down.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Who was idle for so long knows nothing of the fleet: its first requests wait for news, and not only for the next one's sake.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly EntityKey _key = CircuitState.KeyFor(provider);
    private volatile CircuitState? _state;
    private volatile bool _isFailing;
    private long _readAt;
    private long _triedAt = long.MinValue;
    private Task<bool>? _reading;

    /// <summary>Null: never read, or not to be read for too long.</summary>
    public CircuitState? State => _isFailing && Age > Trust ? null : _state;

    /// <summary>Whether it is too old to refuse a request by it.</summary>
    public bool IsOld => _state is null || Age >= ReadInterval;

    /// <summary>Whether a request should wait for a reading, as nothing is known that is of use. Not while the store does not answer.</summary>
    public bool IsUnknown => !_isFailing && (_state is null || Age > Idle);

    /// <summary>The store did not answer when last asked.</summary>
    public bool IsFailing => _isFailing;

    private TimeSpan Age => time.GetElapsedTime(Volatile.Read(ref _readAt));

    /// <summary>Begins to read where the last reading is old and nobody is reading. Nobody waits for it.</summary>
    /// <param name="taken">Told what was read.</param>
    public void Refresh(Action<CircuitState> taken)
    {
        var tried = Volatile.Read(ref _triedAt);
        if (tried == long.MinValue || time.GetElapsedTime(tried) >= ReadInterval)
        {
            _ = JoinAsync(taken);
        }
    }

    /// <summary>Waits for the reading under way, or begins one.</summary>
    public Task<bool> JoinAsync(Action<CircuitState> taken)
    {
        lock (_lock)
        {
            return _reading is { IsCompleted: false } running ? running : _reading = ReadAsync(taken, CancellationToken.None);
        }
    }

    /// <summary>Reads now. False: the store does not answer.</summary>
    public async Task<bool> ReadAsync(Action<CircuitState> taken, CancellationToken cancellation)
    {
        Volatile.Write(ref _triedAt, time.GetTimestamp());
        try
        {
            using var patience = new CancellationTokenSource(Patience, time);
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
            var state = await store.ReadAsync<CircuitState>(_key, linked.Token).AsTask().WaitAsync(linked.Token).ConfigureAwait(false) ?? CircuitState.Empty;
            Volatile.Write(ref _readAt, time.GetTimestamp());
            (_state, _isFailing) = (state, false);
            taken(state);
            return true;
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            if (!_isFailing)
            {
                _isFailing = true;
                CircuitLog.Unreadable(log, provider, failure);
            }

            return false;
        }
    }

    /// <summary>Tells the fleet. False: the store does not answer.</summary>
    public async Task<bool> SendAsync(Envelope operation)
    {
        try
        {
            await store.SignalAsync(_key, operation, CancellationToken.None).WaitAsync(Patience, time).ConfigureAwait(false);
            return true;
        }
        catch (Exception failure)
        {
            CircuitLog.Untold(log, provider, operation.Kind, failure);
            return false;
        }
    }
}
