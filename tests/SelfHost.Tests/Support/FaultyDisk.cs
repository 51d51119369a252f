using Tollgate.SelfHost.State;

namespace Tollgate.Tests.Support;

/// <summary>Real files whose operations a test counts, holds up or makes fail.</summary>
internal sealed class FaultyDisk : IDisposable
{
    private readonly ManualResetEventSlim _writesMayPass = new(initialState: true);
    private readonly TaskCompletionSource _writeIsHeld = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _journalWrites;

    /// <summary>Which files the faults concern; default: all.</summary>
    public Func<string, bool> Concerns { get; set; } = _ => true;

    /// <summary>Null: writes succeed. Otherwise they fail after so many bytes.</summary>
    public int? BytesBeforeWriteFails { get; set; }

    public bool FlushFails { get; set; }

    public bool TruncateFails { get; set; }

    public int JournalWrites => _journalWrites;

    /// <summary>Completes when a write waits for <see cref="ReleaseWrites"/>.</summary>
    public Task WriteIsHeld => _writeIsHeld.Task;

    public IJournalFile Open(string path) => new FaultyFile(this, path);

    public void HoldWrites() => _writesMayPass.Reset();

    public void ReleaseWrites() => _writesMayPass.Set();

    public void Dispose() => _writesMayPass.Dispose();

    private sealed class FaultyFile(FaultyDisk disk, string path) : IJournalFile
    {
        private readonly JournalFile _file = new(path);

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            if (path.EndsWith(".log", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref disk._journalWrites);
            }

            if (!disk._writesMayPass.IsSet && disk.Concerns(path))
            {
                disk._writeIsHeld.TrySetResult();
                disk._writesMayPass.Wait();
            }

            if (disk.BytesBeforeWriteFails is { } written && disk.Concerns(path))
            {
                _file.Write(bytes[..Math.Min(written, bytes.Length)], offset);
                throw new IOException("No space left on device");
            }

            _file.Write(bytes, offset);
        }

        public void Truncate(long length)
        {
            ThrowIf(disk.TruncateFails);
            _file.Truncate(length);
        }

        public void Flush()
        {
            ThrowIf(disk.FlushFails);
            _file.Flush();
        }

        public void Dispose() => _file.Dispose();

        private void ThrowIf(bool fails)
        {
            if (fails && disk.Concerns(path))
            {
                throw new IOException("Input/output error");
            }
        }
    }
}
