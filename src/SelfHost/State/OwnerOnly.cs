using System.Text;

namespace Tollgate.SelfHost.State;

/// <summary>
/// Makes files and directories that only their owner may read (0600, 0700): the state names tenants and users. On Windows
/// the access list of the parent directory decides.
/// </summary>
internal static class OwnerOnly
{
    public static void CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Opens for reading and writing, unbuffered.</summary>
    public static FileStream OpenFile(string path, FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    public static void WriteText(string path, string text)
    {
        using var stream = OpenFile(path, FileMode.Create, FileShare.Read);
        stream.Write(Encoding.UTF8.GetBytes(text));
    }
}
