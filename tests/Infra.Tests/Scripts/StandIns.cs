namespace Tollgate.Tests.Scripts;

/// <summary>
/// Commands that the scripts call (az, azd), standing in front of the path: each says what it is told to say and writes down how it
/// was called.
/// </summary>
internal sealed class StandIns : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tollgate-");

    public StandIns() => Add("sleep", "");

    /// <summary>Each call with its arguments, a line; after it what came over standard input, where the command reads it.</summary>
    public string Calls => File.Exists(LogPath) ? File.ReadAllText(LogPath) : "";

    public Dictionary<string, string> Environment => new()
    {
        ["PATH"] = $"{_folder.FullName}:{System.Environment.GetEnvironmentVariable("PATH")}",
        ["STAND_INS"] = _folder.FullName,
    };

    private string LogPath => Path.Combine(_folder.FullName, "calls");

    /// <param name="command">Its name.</param>
    /// <param name="script">Its answer, in sh.</param>
    public void Add(string command, string script)
    {
        var path = Path.Combine(_folder.FullName, command);
        File.WriteAllText(path, $"#!/bin/sh\necho \"{command} $*\" >>\"$STAND_INS/calls\"\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
