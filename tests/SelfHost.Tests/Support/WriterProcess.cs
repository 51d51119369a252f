using System.Collections.Concurrent;
using System.Diagnostics;

namespace Tollgate.Tests.Support;

/// <summary>This assembly, started as a program of its own: see <see cref="WriterProgram"/>.</summary>
internal sealed class WriterProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _acknowledged = new();
    private readonly Task _reading;
    private readonly TaskCompletionSource _enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _awaited;

    public WriterProcess(string directory, int awaitedAcknowledgements)
    {
        _awaited = awaitedAcknowledgements;
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(WriterProgram).Assembly.Location, directory])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        _reading = ReadAsync();
    }

    public int Id => _process.Id;

    /// <summary>Completes when it has acknowledged as many operations as were awaited; fails when it ends before.</summary>
    public Task Writing => _enough.Task;

    /// <summary>SIGKILL. Returns what it had acknowledged.</summary>
    public async Task<IReadOnlyCollection<string>> KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
        return _acknowledged;
    }

    /// <summary>Waits for its end. Returns its exit code and what it wrote to standard error.</summary>
    public async Task<(int ExitCode, string Errors)> WaitAsync()
    {
        var errors = await _process.StandardError.ReadToEndAsync();
        await _process.WaitForExitAsync();
        return (_process.ExitCode, errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        // The line that the kill cut off lacks its end and does not count.
        var text = "";
        var buffer = new char[4096];
        while (await _process.StandardOutput.ReadAsync(buffer) is > 0 and var read)
        {
            var lines = (text + new string(buffer, 0, read)).Split('\n');
            text = lines[^1];
            foreach (var line in lines[..^1])
            {
                _acknowledged.Enqueue(line.TrimEnd('\r'));
            }

            if (_acknowledged.Count >= _awaited)
            {
                _enough.TrySetResult();
            }
        }

        _enough.TrySetException(new InvalidOperationException("The writer ended too soon."));
    }
}
