using Tollgate.Models;
using Tollgate.Routing.Circuits;
using Tollgate.Routing.Circuits.State;
using Tollgate.Testing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Routing.Circuits;

public sealed class CircuitBreakersTests
{
    private static readonly CircuitOptions Options = new() { FailureThreshold = 3, RecoveryTimeout = TimeSpan.FromSeconds(30) };
    private static readonly Deployment Deployment = TestGateway.Deployment();

    private readonly ManualTimeProvider _time = new();
    private readonly MemoryStore<CircuitState> _store;
    private readonly CircuitBreakers _a;
    private readonly CircuitBreakers _b;

    public CircuitBreakersTests()
    {
        _store = new MemoryStore<CircuitState>(_time);
        (_a, _b) = (TestCircuits.Create(_time, _store, "a"), TestCircuits.Create(_time, _store, "b"));
    }

    [Fact]
    public async Task Enter_AfterTheThresholdInARow_IsRefusedUntilHalfOpen()
    {
        Fail(_a, 3);

        using var pass = await EnterAsync(_a);

        Assert.Equal((503, "circuit_open", "upstream_error"), (pass.Refusal!.Status, pass.Refusal.Code, pass.Refusal.Type));
        Assert.Equal(Options.RecoveryTimeout, pass.Refusal.RetryAfter);
    }

    [Fact]
    public async Task Enter_FailuresBelowTheThreshold_AreLetThrough()
    {
        Fail(_a, 2);
        _a.Saw(Deployment, Options, isFailure: false, null);
        Fail(_a, 2);

        using var pass = await EnterAsync(_a);

        Assert.Null(pass.Refusal);
    }

    [Fact]
    public async Task Enter_MixedTrafficBeyondTheRatio_IsRefused()
    {
        var options = new CircuitOptions { FailureThreshold = 1000, FailureRatio = 0.5, MinimumRequests = 10 };
        for (var i = 0; i < 10; i++)
        {
            _a.Saw(Deployment, options, isFailure: i % 2 == 1, "upstream_timeout");
        }

        using var pass = await _a.EnterAsync(Deployment, options, CancellationToken.None);

        Assert.NotNull(pass.Refusal);
    }

    [Fact]
    public async Task Enter_TrippedOnAnotherInstance_IsRefusedWithinTwoSeconds()
    {
        (await EnterAsync(_b)).Dispose();
        Fail(_a, 3);
        _time.Advance(CircuitView.ReadInterval);

        // The first request after a second brings the news, the next is refused.
        (await EnterAsync(_b)).Dispose();
        using var pass = await EnterAsync(_b);

        Assert.NotNull(pass.Refusal);
        Assert.True(_b.IsOpen(Deployment, Options));
    }

    [Fact]
    public async Task Enter_HalfOpen_LetsOneThroughInTheWholeFleet()
    {
        Fail(_a, 3);
        _time.Advance(Options.RecoveryTimeout);

        using var first = await EnterAsync(_b);
        using var second = await EnterAsync(_a);
        using var third = await EnterAsync(_b);

        Assert.True(first.IsTrial);
        Assert.NotNull(second.Refusal);
        Assert.NotNull(third.Refusal);
    }

    [Fact]
    public async Task Trial_Success_ClosesTheCircuitForAll()
    {
        Fail(_a, 3);
        _time.Advance(Options.RecoveryTimeout);
        using (var trial = await EnterAsync(_b))
        {
            trial.Succeeded();
        }

        _time.Advance(CircuitView.ReadInterval);
        using var a = await EnterAsync(_a);
        using var b = await EnterAsync(_b);

        Assert.Null(a.Refusal);
        Assert.Null(b.Refusal);
        Assert.False(b.IsTrial);
    }

    [Fact]
    public async Task Trial_Failure_OpensItForAnotherWhile()
    {
        Fail(_a, 3);
        _time.Advance(Options.RecoveryTimeout);
        using (var trial = await EnterAsync(_b))
        {
            trial.Failed("upstream_timeout");
        }

        _time.Advance(TimeSpan.FromSeconds(10));
        using var a = await EnterAsync(_a);
        using var b = await EnterAsync(_b);

        Assert.Equal(TimeSpan.FromSeconds(20), a.Refusal!.RetryAfter);
        Assert.Equal(TimeSpan.FromSeconds(20), b.Refusal!.RetryAfter);
    }

    [Fact]
    public async Task Trial_ThatWasNotMade_IsLeftToTheNext()
    {
        Fail(_a, 3);
        _time.Advance(Options.RecoveryTimeout);
        (await EnterAsync(_b)).Dispose();

        _time.Advance(CircuitView.ReadInterval);
        using var next = await EnterAsync(_a);

        Assert.True(next.IsTrial);
    }

    [Fact]
    public async Task Enter_StoreDown_FailsOpenAndStillBreaksLocally()
    {
        _store.IsDown = true;
        (await EnterAsync(_b)).Dispose();
        Fail(_a, 3);
        using var a = await EnterAsync(_a);
        using var b = await EnterAsync(_b);
        Assert.NotNull(a.Refusal);
        Assert.Null(b.Refusal);

        _time.Advance(Options.RecoveryTimeout);
        using var trial = await EnterAsync(_a);
        Assert.True(trial.IsTrial);
        trial.Succeeded();
        using var closed = await EnterAsync(_a);
        Assert.Null(closed.Refusal);
    }

    [Fact]
    public async Task Enter_StoreDownForLong_DoesNotKeepWhatOthersOpened()
    {
        Fail(_a, 3);
        (await EnterAsync(_b)).Dispose();
        Assert.True(_b.IsOpen(Deployment, Options));
        _store.IsDown = true;

        _time.Advance(TimeSpan.FromSeconds(11));
        using var pass = await EnterAsync(_b);

        Assert.Null(pass.Refusal);
    }

    [Fact]
    public async Task Enter_IdleSinceItTripped_TriesAndDoesNotTakeItForClosed()
    {
        (await EnterAsync(_a)).Dispose();
        Fail(_a, 3);
        _time.Advance(Options.RecoveryTimeout + TimeSpan.FromMinutes(1));

        using var first = await EnterAsync(_a);
        using var second = await EnterAsync(_a);

        Assert.True(first.IsTrial);
        Assert.NotNull(second.Refusal);
    }

    [Fact]
    public async Task Trip_LostOnItsWay_IsToldAgain()
    {
        (await EnterAsync(_a)).Dispose();
        _store.IsDown = true;
        Fail(_a, 3);
        _store.IsDown = false;

        _time.Advance(CircuitView.ReadInterval);
        (await EnterAsync(_a)).Dispose();

        using var b = await EnterAsync(_b);
        using var again = await EnterAsync(_b);
        Assert.NotNull(again.Refusal);
    }

    [Fact]
    public async Task Reset_ByAnAdministrator_ClosesAtOnceEverywhere()
    {
        Fail(_a, 3);
        await _store.SignalAsync(
            CircuitState.KeyFor(Deployment.Provider.Name), new CircuitCommand { Action = CircuitCommand.Reset, Revision = 1, By = "ops" }.ToEnvelope("1"), CancellationToken.None);
        _time.Advance(CircuitView.ReadInterval);

        using var a = await EnterAsync(_a);
        using var b = await EnterAsync(_b);

        Assert.Null(a.Refusal);
        Assert.Null(b.Refusal);
    }

    [Theory]
    [InlineData(CircuitCommand.Open, true)]
    [InlineData(CircuitCommand.Close, false)]
    public async Task Force_ByAnAdministrator_HoldsWhateverHappens(string action, bool isRefused)
    {
        await _store.SignalAsync(
            CircuitState.KeyFor(Deployment.Provider.Name), new CircuitCommand { Action = action, Revision = 1, By = "ops" }.ToEnvelope("1"), CancellationToken.None);
        (await EnterAsync(_a)).Dispose();
        Fail(_a, 10);
        _time.Advance(TimeSpan.FromHours(1));

        using var pass = await EnterAsync(_a);

        Assert.Equal(isRefused, pass.Refusal is not null);
        Assert.False(pass.IsTrial);
    }

    [Fact]
    public async Task Enter_ManyRequestsInASecond_ReadOnce()
    {
        for (var i = 0; i < 1000; i++)
        {
            (await EnterAsync(_a)).Dispose();
        }

        Assert.Equal(1, _store.Reads);
        Assert.Empty(_store.Operations);
    }

    [Fact]
    public async Task Enter_Off_NeitherReadsNorRefuses()
    {
        var off = Options with { IsEnabled = false };
        for (var i = 0; i < 10; i++)
        {
            _a.Saw(Deployment, off, isFailure: true, "upstream_timeout");
        }

        using var pass = await _a.EnterAsync(Deployment, off, CancellationToken.None);

        Assert.Null(pass.Refusal);
        Assert.Equal(0, _store.Reads);
    }

    private static void Fail(CircuitBreakers instance, int times)
    {
        for (var i = 0; i < times; i++)
        {
            instance.Saw(Deployment, Options, isFailure: true, "upstream_timeout");
        }
    }

    private ValueTask<CircuitPass> EnterAsync(CircuitBreakers instance) => instance.EnterAsync(Deployment, Options, CancellationToken.None);
}
