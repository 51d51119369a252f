namespace Tollgate.Tests.Support;

/// <summary>What a random history of a store consists of.</summary>
internal enum StoreStep
{
    Signal,
    SignalMany,
    SignalAgain,
    SignalForLater,
    SignalOnFullDisk,
    LetTimePass,
    SetClockBack,
    Reopen,
    Crash,
    CrashWithTornEnd,
}
