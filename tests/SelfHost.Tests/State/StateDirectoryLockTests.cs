using Tollgate.SelfHost.State;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.State;

public sealed class StateDirectoryLockTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Acquire_Held_NamesTheDirectoryAndTheHolder()
    {
        using var held = StateDirectoryLock.Acquire(_directory.Path);

        var error = Assert.Throws<StateDirectoryInUseException>(() => StateDirectoryLock.Acquire(_directory.Path));

        Assert.Contains(_directory.Path, error.Message, StringComparison.Ordinal);
        Assert.Contains($"process {Environment.ProcessId}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Acquire_RefusedBefore_SucceedsOnceReleased()
    {
        using (StateDirectoryLock.Acquire(_directory.Path))
        {
            Assert.Throws<StateDirectoryInUseException>(() => StateDirectoryLock.Acquire(_directory.Path));
            Assert.Throws<StateDirectoryInUseException>(() => StateDirectoryLock.Acquire(_directory.Path));
        }

        using var again = StateDirectoryLock.Acquire(_directory.Path);
    }

    [Fact]
    public void Acquire_FilesOfADeadHolder_Succeeds()
    {
        File.WriteAllText(_directory.File("lock"), "");
        File.WriteAllText(_directory.File("lock.pid"), "1");

        using var held = StateDirectoryLock.Acquire(_directory.Path);

        Assert.Equal($"{Environment.ProcessId}", File.ReadAllText(_directory.File("lock.pid")));
    }
}
