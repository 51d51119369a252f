namespace Tollgate.Tests.Scripts;

/// <summary>A test of a bash script; on Windows their counterparts in PowerShell are used.</summary>
public sealed class PosixFactAttribute : FactAttribute
{
    public PosixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "bash scripts are tested on Linux and macOS";
        }
    }
}
