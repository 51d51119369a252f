using Microsoft.Extensions.Logging;

namespace Tollgate.Tests.Support;

/// <summary>Keeps what was logged, and lets a test wait for it.</summary>
internal sealed class RecordingLogger<T> : ILogger<T>
{
    private readonly Lock _gate = new();
    private readonly List<LogEntry> _entries = [];
    private readonly List<(int Id, TaskCompletionSource Logged)> _waiters = [];

    public IReadOnlyList<LogEntry> Entries
    {
        get
        {
            lock (_gate)
            {
                return [.. _entries];
            }
        }
    }

    public int Count(int id) => Entries.Count(entry => entry.Id == id);

    /// <summary>Completes when an event with this id is logged, or has been.</summary>
    public Task WhenLoggedAsync(int id)
    {
        lock (_gate)
        {
            if (_entries.Exists(entry => entry.Id == id))
            {
                return Task.CompletedTask;
            }

            var logged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((id, logged));
            return logged.Task;
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_gate)
        {
            _entries.Add(new LogEntry(eventId.Id, logLevel, formatter(state, exception)));
            foreach (var (_, logged) in _waiters.Where(waiter => waiter.Id == eventId.Id))
            {
                logged.TrySetResult();
            }
        }
    }
}
