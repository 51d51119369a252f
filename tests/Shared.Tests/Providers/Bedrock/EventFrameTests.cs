using System.Text;
using FsCheck.Fluent;
using Tollgate.Providers.Bedrock.EventStream;
using Tollgate.Providers.Chat.Answer;
using Tollgate.Providers.Upstream;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Providers.Bedrock;

public sealed class EventFrameTests
{
    private static readonly byte[] Stream = [.. Frames.Event("messageStart", """{"role":"assistant"}"""), .. Frames.Event("contentBlockDelta", """{"delta":{"text":"水🌊"}}""")];

    [Fact]
    public async Task Read_BrokenAnywhere_GivesTheSameFrames()
    {
        for (var cut = 0; cut <= Stream.Length; cut++)
        {
            var events = await ReadAsync(new PiecewiseStream().Feed([.. Pieces(Stream[..cut], Stream[cut..])]).End());

            Assert.Equal(["messageStart", "contentBlockDelta"], events.Select(read => read.Type));
            Assert.Equal("""{"delta":{"text":"水🌊"}}""", events[1].Data);
        }
    }

    [Fact]
    public async Task Read_ByteForByte_GivesTheSameFrames()
    {
        var events = await ReadAsync(new PiecewiseStream().Feed([.. Stream.Select(value => new[] { value })]).End());

        Assert.Equal(2, events.Count);
    }

    [Fact]
    public async Task Read_CutWithinAFrame_IsACutAnswer()
    {
        var frame = Frames.Event("messageStart", "{}");
        for (var length = 1; length < frame.Length; length++)
        {
            await Assert.ThrowsAnyAsync<IOException>(() => ReadAsync(new MemoryStream(frame[..length])));
        }
    }

    [Fact]
    public async Task Read_AnyByteChanged_IsNoticed()
    {
        for (var index = 0; index < Stream.Length; index++)
        {
            var damaged = Stream.ToArray();
            damaged[index] ^= 0x20;

            await Assert.ThrowsAnyAsync<Exception>(() => ReadAsync(new MemoryStream(damaged)));
        }
    }

    [Fact]
    public void Read_OfAnyBytes_FailsAsADamagedStreamDoes() =>
        Properties.Check(Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(), bytes =>
        {
            var failure = Record.ExceptionAsync(() => ReadAsync(new MemoryStream(bytes))).GetAwaiter().GetResult();

            Assert.True(failure is null or InvalidDataException or IOException, $"{failure}");
        });

    [Theory]
    [InlineData("throttlingException", 429, "upstream_rate_limit_exceeded")]
    [InlineData("validationException", 400, "context_length_exceeded")]
    [InlineData("serviceUnavailableException", 503, "upstream_error")]
    [InlineData("modelStreamErrorException", 502, "upstream_error")]
    public async Task Read_AnException_IsWhatItWouldHaveBeenBeforeTheStream(string kind, int status, string code)
    {
        var bytes = Frames.Exception(kind, """{"message":"Input is too long for requested model."}""");

        var failure = await Assert.ThrowsAsync<UpstreamException>(() => ReadAsync(new MemoryStream(bytes)));

        Assert.Equal((status, code), (failure.Refusal.Status, failure.Refusal.Code));
        Assert.Contains("Input is too long", failure.Refusal.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<byte[]> Pieces(params byte[][] pieces) => pieces.Where(piece => piece.Length > 0);

    private static async Task<List<(string Type, string Data)>> ReadAsync(Stream stream)
    {
        var events = new List<(string, string)>();
        await foreach (UpstreamEvent read in new BedrockEvents(stream, "up", CancellationToken.None))
        {
            events.Add((read.Type, Encoding.UTF8.GetString(read.Data.Span)));
        }

        return events;
    }
}
