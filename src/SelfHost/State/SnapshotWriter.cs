using System.Buffers;
using System.Text.Json;
using Tollgate.State;

namespace Tollgate.SelfHost.State;

/// <summary>A snapshot being put together in memory.</summary>
internal sealed class SnapshotWriter
{
    private readonly ArrayBufferWriter<byte> _lines = new();
    private readonly DateTimeOffset _at;

    public SnapshotWriter(DateTimeOffset at, SnapshotHeader header)
    {
        _at = at;
        Header = header;
        Add(header);
    }

    public SnapshotHeader Header { get; }

    public ReadOnlySpan<byte> Content => _lines.WrittenSpan;

    public void Add<TLine>(TLine line) => RecordFrame.Write(_lines, _at, JsonSerializer.SerializeToUtf8Bytes(line, StateJson.Options));
}
