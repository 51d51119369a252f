using System.Text;
using Microsoft.AspNetCore.Http;
using Tollgate.Endpoints.Body;
using Tollgate.Pipeline;

namespace Tollgate.Tests.Endpoints.Body;

public sealed class BodyReaderTests
{
    private const int Megabyte = 1024 * 1024;

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("application/json")]
    [InlineData("Application/JSON; charset=UTF-8")]
    [InlineData("application/json; charset=\"utf-8\"")]
    [InlineData("application/json;charset=utf8")]
    [InlineData("application/vnd.api+json")]
    public async Task Read_JsonByAnyName_IsRead(string? contentType)
    {
        using var body = await BodyReader.ReadAsync(CreateRequest("{}"u8.ToArray(), contentType), 1, CancellationToken.None);

        Assert.Equal("{}", Encoding.UTF8.GetString(body.Span));
    }

    [Theory]
    [InlineData("text/plain", null, "unsupported_media_type")]
    [InlineData("multipart/form-data; boundary=x", null, "unsupported_media_type")]
    [InlineData("nonsense", null, "unsupported_media_type")]
    [InlineData("application/json; charset=utf-16", null, "unsupported_media_type")]
    [InlineData("application/json; charset=latin1", null, "unsupported_media_type")]
    [InlineData("application/json", "gzip", "unsupported_content_encoding")]
    public async Task Read_AnythingElse_Is415(string contentType, string? encoding, string code)
    {
        var request = CreateRequest("{}"u8.ToArray(), contentType);
        request.Headers.ContentEncoding = encoding;

        var refusal = await RefusedAsync(request);

        Assert.Equal((415, code), (refusal.Status, refusal.Code));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Read_AtTheLimit_PassesAndOneByteMoreIs413(bool tellsLength)
    {
        using var body = await BodyReader.ReadAsync(CreateRequest(new byte[Megabyte], tellsLength: tellsLength), 1, CancellationToken.None);
        Assert.Equal(Megabyte, body.Length);

        var refusal = await RefusedAsync(CreateRequest(new byte[Megabyte + 1], tellsLength: tellsLength));
        Assert.Equal((413, "request_too_large"), (refusal.Status, refusal.Code));
        Assert.Contains("1 MiB", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_BodyTooLargeByItsHeader_IsRefusedUnread()
    {
        var request = CreateRequest("{}"u8.ToArray());
        request.ContentLength = 10L * 1024 * 1024 * 1024;
        request.Body = new UnreadableStream();

        Assert.Equal(413, (await RefusedAsync(request)).Status);
    }

    [Fact]
    public async Task Read_LargeBodyOnlyAnnounced_RentsLittle()
    {
        var request = CreateRequest("{}"u8.ToArray());
        request.ContentLength = 100 * Megabyte;
        var before = GC.GetAllocatedBytesForCurrentThread();

        using var body = await BodyReader.ReadAsync(request, 100, CancellationToken.None);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 50 * Megabyte);
    }

    [Fact]
    public async Task Read_ByteOrderMark_IsNotPartOfTheBody()
    {
        using var body = await BodyReader.ReadAsync(CreateRequest("\uFEFF{}"u8.ToArray()), 1, CancellationToken.None);

        Assert.Equal("{}", Encoding.UTF8.GetString(body.Span));
    }

    [Theory]
    [InlineData(new byte[0], "missing_body")]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF }, "missing_body")]
    [InlineData(new byte[] { (byte)'{', 0xC3, 0x28, (byte)'}' }, "invalid_encoding")]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'{', 0 }, "invalid_encoding")]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, "invalid_encoding")]
    public async Task Read_NoText_Is400(byte[] bytes, string code)
    {
        var refusal = await RefusedAsync(CreateRequest(bytes));

        Assert.Equal((400, code), (refusal.Status, refusal.Code));
    }

    private static HttpRequest CreateRequest(byte[] body, string? contentType = "application/json", bool tellsLength = true)
    {
        var request = new DefaultHttpContext().Request;
        request.Body = new MemoryStream(body);
        request.ContentType = contentType;
        request.ContentLength = tellsLength ? body.Length : null;
        return request;
    }

    private static async Task<Refusal> RefusedAsync(HttpRequest request) =>
        (await Assert.ThrowsAsync<RefusalException>(() => BodyReader.ReadAsync(request, 1, CancellationToken.None))).Refusal;

    private sealed class UnreadableStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("Nothing was to be read.");
    }
}
