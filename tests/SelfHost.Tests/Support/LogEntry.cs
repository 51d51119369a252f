using Microsoft.Extensions.Logging;

namespace Tollgate.Tests.Support;

internal sealed record LogEntry(int Id, LogLevel Level, string Message);
