using System.Buffers;

namespace Tollgate.Endpoints.Streaming;

/// <summary>Writes one server-sent event.</summary>
internal static class EventWriter
{
    /// <summary>The data goes out as it is; a line break in it starts another <c>data:</c> line, as the format wants it.</summary>
    public static void Write(IBufferWriter<byte> writer, ReadOnlySpan<byte> data)
    {
        while (true)
        {
            var line = data.IndexOfAny((byte)'\n', (byte)'\r');
            writer.Write("data: "u8);
            writer.Write(line < 0 ? data : data[..line]);
            writer.Write("\n"u8);
            if (line < 0)
            {
                break;
            }

            var isPair = data[line] == (byte)'\r' && data.Length > line + 1 && data[line + 1] == (byte)'\n';
            data = data[(line + (isPair ? 2 : 1))..];
        }

        writer.Write("\n"u8);
    }
}
