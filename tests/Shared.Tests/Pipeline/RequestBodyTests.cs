using System.Buffers;
using Tollgate.Pipeline;

namespace Tollgate.Tests.Pipeline;

public sealed class RequestBodyTests
{
    // A size of its own, and a pool that hands the last returned buffer of a thread out first, tell whether it was returned.
    private const int Size = 200_000;

    [Fact]
    public void Dispose_NobodyReads_GivesTheBufferBack()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Size);

        new RequestBody(buffer, 0, Size).Dispose();

        Assert.True(IsInPool(buffer));
    }

    [Fact]
    public void Dispose_Twice_GivesTheBufferBackOnce()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Size);
        var body = new RequestBody(buffer, 0, Size);

        body.Dispose();
        body.Dispose();

        Assert.Same(buffer, ArrayPool<byte>.Shared.Rent(Size));
        Assert.NotSame(buffer, ArrayPool<byte>.Shared.Rent(Size));
    }

    [Fact]
    public void Dispose_WhileBorrowed_LeavesTheBufferToItsReader()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Size);
        var body = new RequestBody(buffer, 0, Size);
        Assert.True(body.TryBorrow());

        body.Dispose();
        body.Return();

        Assert.False(IsInPool(buffer));
        Assert.False(body.TryBorrow());
    }

    [Fact]
    public void TryBorrow_AfterDispose_IsRefusedForGood()
    {
        var body = new RequestBody(ArrayPool<byte>.Shared.Rent(Size), 0, Size);
        Assert.True(body.TryBorrow());
        body.Return();

        body.Dispose();

        Assert.False(body.TryBorrow());
        Assert.False(body.TryBorrow());
    }

    private static bool IsInPool(byte[] buffer) => ReferenceEquals(buffer, ArrayPool<byte>.Shared.Rent(Size));
}
