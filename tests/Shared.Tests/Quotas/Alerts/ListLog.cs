using Microsoft.Extensions.Logging;

namespace Tollgate.Tests.Quotas.Alerts;

/// <summary>Keeps what was logged.</summary>
internal sealed class ListLog<T> : ILogger<T>
{
    public List<(LogLevel Level, int Id, string Text)> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Add((logLevel, eventId.Id, formatter(state, exception)));
}
