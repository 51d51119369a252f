using Microsoft.Extensions.Logging;
using Tollgate.Configuration;

namespace Tollgate.Tests.Configuration;

/// <summary>Keeps what was logged, and tells when a line has been.</summary>
internal sealed class ListLogger : ILogger<ConfigurationSource>
{
    private readonly List<string> _lines = [];
    private readonly List<(string Text, TaskCompletionSource Seen)> _waiting = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    public Task WaitForAsync(string text)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lines)
        {
            _waiting.Add((text, seen));
        }

        return seen.Task;
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var line = formatter(state, exception);
        lock (_lines)
        {
            _lines.Add(line);
            _waiting.Where(waiting => line.Contains(waiting.Text, StringComparison.Ordinal)).ToList().ForEach(waiting => waiting.Seen.TrySetResult());
        }
    }
}
