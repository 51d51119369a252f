using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace Tollgate.SelfHost.State;

/// <summary>
/// Makes created and renamed entries of a directory survive a power failure. Unix keeps them apart from the files' contents
/// and .NET has no call for it; Windows journals them itself.
/// </summary>
internal static class DirectorySync
{
    public static void Flush(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open([.. Encoding.UTF8.GetBytes(directory), 0], flags: 0);
        if (descriptor < 0)
        {
            throw Failure("open", directory);
        }

        try
        {
            // Some file systems (network, FUSE) cannot do this and say so; they keep their entries in other ways.
            if (Synchronise(descriptor) < 0 && Marshal.GetLastPInvokeError() is not InvalidArgument)
            {
                throw Failure("flush", directory);
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private const int InvalidArgument = 22;

    private static IOException Failure(string verb, string directory)
    {
        var error = new Win32Exception(Marshal.GetLastPInvokeError());
        return new IOException($"Cannot {verb} the directory '{directory}': {error.Message}", error);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Synchronise(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
