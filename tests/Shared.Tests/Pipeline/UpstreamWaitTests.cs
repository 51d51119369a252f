using Tollgate.Pipeline;
using Tollgate.Testing;

namespace Tollgate.Tests.Pipeline;

public sealed class UpstreamWaitTests
{
    [Fact]
    public void Total_AnyWaits_AddsThemUpTheCurrentOneIncluded()
    {
        var time = new ManualTimeProvider();
        var wait = new UpstreamWait(time);

        wait.End();
        Assert.Equal(TimeSpan.Zero, wait.Total);

        wait.Begin();
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(1), wait.Total);
        wait.End();
        wait.End();
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(TimeSpan.FromSeconds(1), wait.Total);

        wait.Begin();
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.FromSeconds(3), wait.Total);
    }
}
