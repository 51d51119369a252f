using System.Buffers;
using System.Net.ServerSentEvents;
using System.Text;
using FsCheck.Fluent;
using Tollgate.Endpoints.Streaming;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Endpoints.Streaming;

public sealed class EventWriterTests
{
    [Fact]
    public void Write_AnyData_IsOneEventForAnyReader() => Properties.Check(
        Gen.Elements('a', '\n', '\r', ' ', ':', 'é').ArrayOf(),
        letters =>
        {
            var data = new string(letters);
            var written = new ArrayBufferWriter<byte>();

            EventWriter.Write(written, Encoding.UTF8.GetBytes(data));

            var read = Assert.Single(SseParser.Create(new MemoryStream(written.WrittenSpan.ToArray())).Enumerate());
            Assert.Equal(data.ReplaceLineEndings("\n"), read.Data);
        });
}
