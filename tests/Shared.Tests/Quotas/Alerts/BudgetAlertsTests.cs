using Tollgate.Quotas.Alerts;
using Tollgate.Tests.Quotas.Fleet;

namespace Tollgate.Tests.Quotas.Alerts;

public sealed class BudgetAlertsTests
{
    [Fact]
    public void Seen_OneInstanceSpendsTheBudget_EachThresholdIsToldOnce()
    {
        var fleet = Create(1).Spend(1_100).Run(TimeSpan.FromMinutes(10));

        Assert.Equal([50, 80, 95, 100], fleet.ToldThresholds);
        Assert.All(fleet.Alerts, alert => Assert.True(alert.IsDone));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Seen_ManyInstancesOverARoughStore_EachThresholdIsToldOnce(int seed)
    {
        var fleet = new AlertFleet(20, StoreBehaviour.Rough, seed).Spend(100).Run(TimeSpan.FromMinutes(20));

        Assert.Equal(fleet.ToldThresholds.Distinct(), fleet.ToldThresholds);
        Assert.Contains(100, fleet.ToldThresholds);
        Assert.Equal(fleet.Alerts.Count(), fleet.Told.Count);
        Assert.All(fleet.Alerts, alert => Assert.True(alert.IsDone));
    }

    [Fact]
    public void Seen_StoreIsCalm_FewInstancesBotherToClaim()
    {
        var fleet = Create(20).Spend(30).Run(TimeSpan.FromMinutes(10));

        Assert.Equal([50], fleet.ToldThresholds);
        Assert.InRange(fleet.Sent.Count(operation => operation.Kind == AlertOperation.Claim), 1, 3);
    }

    [Fact]
    public void Seen_OwnerDiesBeforeItTells_AnotherTells()
    {
        var fleet = Create(3);
        var deaths = 0;
        fleet.Before = (instance, _) => deaths++ == 0 ? instance.Die() : Delivered();

        fleet.Spend(200).Run(TimeSpan.FromMinutes(20));

        Assert.Equal([50], fleet.ToldThresholds);
        Assert.DoesNotContain(fleet.Instances, instance => instance.IsKilled && instance.Name == fleet.Told[0].Instance);
    }

    [Fact]
    public void Seen_OwnerDiesBetweenTellingAndDone_AnotherTellsTheSameAgain()
    {
        var fleet = Create(3);
        fleet.After = (instance, _) => fleet.Told.Count == 1 ? instance.Die() : Delivered();

        fleet.Spend(200).Run(TimeSpan.FromMinutes(30));

        Assert.Equal([50, 50], fleet.ToldThresholds);
        Assert.NotEqual(fleet.Told[0].Instance, fleet.Told[1].Instance);
        Assert.Equal(fleet.Told[0].Alert, fleet.Told[1].Alert);
        Assert.All(fleet.Alerts, alert => Assert.True(alert.IsDone));
    }

    [Fact]
    public void Seen_SinkHearsForALongTimeNothing_OwnerKeepsItsClaimAndTellsOnce()
    {
        var fleet = Create(5);
        var tellers = new HashSet<string>();
        fleet.Before = (instance, _) =>
        {
            tellers.Add(instance.Name);
            return Task.FromResult(fleet.Time.Elapsed < TimeSpan.FromMinutes(40) ? new SinkAnswer(SinkOutcome.TryAgain, "status 503") : default);
        };

        fleet.Spend(110).Run(TimeSpan.FromMinutes(59));

        Assert.Equal([50], fleet.ToldThresholds);
        Assert.Single(tellers);
    }

    [Fact]
    public void Seen_SinkNeverHears_IsGivenUpOnceAfterAnHour()
    {
        var fleet = Create(5);
        var attempts = new List<TimeSpan>();
        fleet.Before = (_, _) =>
        {
            attempts.Add(fleet.Time.Elapsed);
            return Task.FromResult(new SinkAnswer(SinkOutcome.TryAgain, "status 503"));
        };

        fleet.Spend(110).Run(TimeSpan.FromHours(3));

        Assert.InRange(attempts[^1] - attempts[0], TimeSpan.FromMinutes(55), TimeSpan.FromMinutes(60));
        Assert.InRange(attempts.Count, 30, 70);
        var line = Assert.Single(fleet.Instances.SelectMany(instance => instance.Log.Lines));
        Assert.Equal(3402, line.Id);
        Assert.Contains("status 503", line.Text, StringComparison.Ordinal);
        Assert.All(fleet.Alerts, alert => Assert.True(alert.IsDone));
    }

    [Fact]
    public void Seen_SinkRefuses_IsGivenUpAtOnce()
    {
        var fleet = Create(2);
        var attempts = 0;
        fleet.Before = (_, _) =>
        {
            attempts++;
            return Task.FromResult(new SinkAnswer(SinkOutcome.Refused, "status 410"));
        };

        fleet.Spend(260).Run(TimeSpan.FromMinutes(20));

        Assert.Equal(1, attempts);
        Assert.Single(fleet.Instances.SelectMany(instance => instance.Log.Lines));
    }

    [Fact]
    public void Seen_SinkThrows_IsToldAgain()
    {
        var fleet = Create(2);
        var attempts = 0;
        fleet.Before = (_, _) => attempts++ == 0 ? throw new InvalidOperationException("broken") : Delivered();

        fleet.Spend(260).Run(TimeSpan.FromMinutes(5));

        Assert.Equal([50], fleet.ToldThresholds);
        Assert.Equal(2, attempts);
    }

    [Fact]
    public void Seen_StoreGoesDownWhileItIsTold_IsToldOnceAllTheSame()
    {
        var fleet = Create(4);
        fleet.After = (_, _) =>
        {
            fleet.Store.IsDown = true;
            fleet.Time.In(TimeSpan.FromMinutes(2), () => fleet.Store.IsDown = false);
            return Delivered();
        };

        fleet.Spend(130).Run(TimeSpan.FromMinutes(20));

        Assert.Equal([50], fleet.ToldThresholds);
        Assert.All(fleet.Alerts, alert => Assert.True(alert.IsDone));
    }

    [Fact]
    public void Seen_NextDay_IsToldAnew()
    {
        var fleet = Create(3).Spend(200).Run(TimeSpan.FromHours(13));

        fleet.Spend(200).Run(TimeSpan.FromMinutes(10));

        Assert.Equal([50, 50], fleet.ToldThresholds);
        Assert.NotEqual(fleet.Told[0].Alert.Id, fleet.Told[1].Alert.Id);
    }

    private static AlertFleet Create(int instances) => new(instances, StoreBehaviour.Calm);

    private static Task<SinkAnswer> Delivered() => Task.FromResult(SinkAnswer.Delivered);
}
