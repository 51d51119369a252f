using System.Diagnostics;

namespace Tollgate.Tests.Load;

/// <summary>What this process holds, once the collector has been through.</summary>
/// <param name="HeapBytes">Managed memory that is in use.</param>
/// <param name="Threads">Of the operating system.</param>
/// <param name="Handles">Open files and sockets.</param>
internal readonly record struct ProcessFigures(long HeapBytes, int Threads, int Handles)
{
    public static ProcessFigures Take()
    {
        for (var pass = 0; pass < 3; pass++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        using var process = Process.GetCurrentProcess();
        var handles = Directory.Exists("/proc/self/fd") ? Directory.GetFileSystemEntries("/proc/self/fd").Length : process.HandleCount;
        return new ProcessFigures(GC.GetTotalMemory(forceFullCollection: true), process.Threads.Count, handles);
    }
}
