using Tollgate.State;

namespace Tollgate.SelfHost.State;

internal static partial class StoreLog
{
    [LoggerMessage(3100, LogLevel.Information,
        "State directory {Directory} opened: {Entities} entities, {Records} journal records replayed")]
    public static partial void Opened(this ILogger logger, string directory, int entities, int records);

    [LoggerMessage(3101, LogLevel.Warning,
        "Journal {Path} ended in {Bytes} bytes that a crash had left half-written; cut off at byte {Length}, everything before it is kept")]
    public static partial void TornEndCut(this ILogger logger, string path, long bytes, long length);

    [LoggerMessage(3102, LogLevel.Error, "{Activity} fails in state directory {Directory}; it will be tried again")]
    public static partial void ActivityFails(this ILogger logger, StoreActivity activity, string directory, Exception error);

    [LoggerMessage(3103, LogLevel.Information, "{Activity} works again in state directory {Directory}")]
    public static partial void ActivityRecovered(this ILogger logger, StoreActivity activity, string directory);

    [LoggerMessage(3104, LogLevel.Debug, "Snapshot of {Entities} entities written, {Bytes} bytes; journal {Journal} continues it")]
    public static partial void SnapshotWritten(this ILogger logger, int entities, int bytes, long journal);

    [LoggerMessage(3105, LogLevel.Error, "The reducer of {Entity} threw at operation {Operation}: a defect. The operation had no or part of its effect")]
    public static partial void ReducerThrew(this ILogger logger, string operation, EntityKey entity, Exception error);

    [LoggerMessage(3106, LogLevel.Warning,
        "{Entities} entities in state directory {Directory} are of kinds that this version does not know; they are kept as they are")]
    public static partial void UnknownEntitiesKept(this ILogger logger, int entities, string directory);

    [LoggerMessage(3107, LogLevel.Information, "State directory {Directory} closed")]
    public static partial void Closed(this ILogger logger, string directory);
}
