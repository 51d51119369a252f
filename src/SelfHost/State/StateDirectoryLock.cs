using System.Globalization;

namespace Tollgate.SelfHost.State;

/// <summary>
/// Keeps every other process out of a state directory. The operating system releases it when this process ends, however it
/// ends. The lock file itself stays: deleting it would let two processes lock two files of the same name.
/// </summary>
internal sealed class StateDirectoryLock : IDisposable
{
    private readonly FileStream _lock;
    private readonly string _holderPath;

    private StateDirectoryLock(FileStream @lock, string holderPath)
    {
        _lock = @lock;
        _holderPath = holderPath;
    }

    /// <exception cref="StateDirectoryInUseException">Another process holds it, or locks do not hold there.</exception>
    public static StateDirectoryLock Acquire(string directory)
    {
        var lockPath = Path.Combine(directory, "lock");
        // The pid has a file of its own because Windows lets nobody read the locked one.
        var holderPath = Path.Combine(directory, "lock.pid");
        FileStream stream;
        try
        {
            stream = OpenExclusive(lockPath);
        }
        catch (IOException error) when (IsSharingViolation(error))
        {
            throw StateDirectoryInUseException.HeldBy(directory, ReadHolder(holderPath), error);
        }

        try
        {
            if (!Holds(lockPath))
            {
                throw StateDirectoryInUseException.LocksDoNotHold(directory);
            }

            OwnerOnly.WriteText(holderPath, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new StateDirectoryLock(stream, holderPath);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        File.Delete(_holderPath);
        _lock.Dispose();
    }

    private static FileStream OpenExclusive(string path) =>
        OwnerOnly.OpenFile(path, FileMode.OpenOrCreate, FileShare.None);

    /// <summary>Some file systems accept a lock and ignore it, and a runtime switch turns locks off: a second opener must fail.</summary>
    private static bool Holds(string lockPath)
    {
        try
        {
            OpenExclusive(lockPath).Dispose();
            return false;
        }
        catch (IOException error) when (IsSharingViolation(error))
        {
            return true;
        }
    }

    private static bool IsSharingViolation(IOException error)
    {
        const int windowsSharingViolation = 32;
        const int linuxWouldBlock = 11;
        const int macWouldBlock = 35;
        return (error.HResult & 0xFFFF) is windowsSharingViolation or linuxWouldBlock or macWouldBlock;
    }

    private static string? ReadHolder(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim() is { Length: > 0 } processId ? processId : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
