using FsCheck;
using FsCheck.Fluent;
using Tollgate.Quotas.Accounts;
using Tollgate.Quotas.Alerts;
using Tollgate.State;
using Tollgate.Tests.Quotas.Accounts;
using Tollgate.Tests.Support;
using static Tollgate.Tests.Quotas.Accounts.Account;

namespace Tollgate.Tests.Quotas.Alerts;

/// <summary>
/// One lease spends a budget over two days, three instances claim and finish what they see, and whatever was ever sent is
/// delivered in any order, late, or again.
/// </summary>
public sealed class AlertingProperties
{
    private static readonly int[] Thresholds = [50, 80, 95, 100];

    private static readonly Gen<Step[]> Stories = (
        from kind in Gen.Choose(0, 7)
        from who in Gen.Choose(0, 2)
        from amount in Gen.Choose(1, 40)
        select new Step(kind, who, amount)).ArrayOf(60);

    [Fact]
    public void Apply_WhateverArrivesWhenever_EachThresholdIsNotedOncePerWindow() => Properties.Check(Stories, story =>
    {
        var world = new World();
        var created = new Dictionary<AlertName, long>();
        foreach (var step in story)
        {
            world.Take(step);
            foreach (var (name, alert) in world.Alerts())
            {
                Assert.Contains(name.Threshold, Thresholds);
                Assert.True(alert.IsDone || created.TryAdd(name, alert.CrossedAt) || created[name] == alert.CrossedAt);
            }

            var names = world.Alerts().Select(entry => entry.Name).ToList();
            Assert.Equal(names.Distinct(), names);
        }
    });

    [Fact]
    public void Apply_WhateverArrivesWhenever_WhatIsDoneStaysDone() => Properties.Check(Stories, story =>
    {
        var world = new World();
        var done = new HashSet<AlertName>();
        foreach (var step in story)
        {
            world.Take(step);
            foreach (var (name, alert) in world.Alerts())
            {
                Assert.True(alert.IsDone || !done.Contains(name));
                _ = alert.IsDone && done.Add(name);
            }
        }
    });

    [Fact]
    public void Apply_WhateverArrivesWhenever_AClaimIsNeverTakenFromALivingOwner() => Properties.Check(Stories, story =>
    {
        var world = new World();
        foreach (var step in story)
        {
            var before = world.Alerts().ToDictionary(entry => entry.Name, entry => (entry.Alert.Owner, entry.Alert.ClaimedUntil));
            world.Take(step);
            foreach (var (name, alert) in world.Alerts().Where(entry => !entry.Alert.IsDone))
            {
                var (owner, until) = before.GetValueOrDefault(name);
                Assert.True(alert.Owner == owner || until <= world.Account.State.Now);
                Assert.True(alert.Owner != owner || alert.ClaimedUntil >= until);
            }
        }
    });

    [Fact]
    public void Apply_WhateverArrivesWhenever_WhatIsSpentIsAlerted() => Properties.Check(Stories, story =>
    {
        var world = new World();
        foreach (var step in story)
        {
            world.Take(step);
            foreach (var window in world.Account.State.Quotas.Single().Windows)
            {
                var reached = Thresholds.LastOrDefault(threshold => window.Spent >= threshold);
                Assert.True(reached == 0 || window.Alerts![^1].Threshold >= reached);
            }
        }
    });

    private sealed record Step(int Kind, int Who, int Amount);

    private sealed class World
    {
        private readonly List<Envelope> _sent = [];
        private long _seq = 1;
        private long _settled;
        private long _window;

        public World()
        {
            Account.Define(Budget() with { AlertThresholds = Thresholds }).Acquire("a.1", 1, want: 100);
            _window = Account.Window().Start;
        }

        public Account Account { get; } = new();

        public IEnumerable<(AlertName Name, ThresholdAlert Alert)> Alerts() =>
            from quota in Account.State.Quotas
            from window in quota.Windows
            from alert in window.Alerts ?? []
            select (new AlertName(default, quota.Id, window.Start, alert.Threshold), alert);

        public void Take(Step step)
        {
            switch (step.Kind)
            {
                case 0 or 1:
                    Spend(step.Amount);
                    break;
                case 2:
                    Refuse(step.Amount);
                    break;
                case 3 or 4:
                    Speak(step.Kind == 3 ? AlertOperation.Claim : AlertOperation.Done, step.Who, step.Amount);
                    break;
                case 5 when _sent.Count > 0:
                    Account.Apply(_sent[step.Amount % _sent.Count]);
                    break;
                case 6:
                    Account.After(TimeSpan.FromSeconds(step.Amount));
                    break;
                case 7 when step.Amount == 40:
                    Account.After(TimeSpan.FromDays(1));
                    break;
            }
        }

        // Half of what is sent arrives now, all of it may arrive again later.
        private void Send(Envelope operation, int amount)
        {
            _sent.Add(operation);
            if (amount % 2 == 0)
            {
                Account.Apply(operation);
            }
        }

        private void Spend(int amount)
        {
            if (Account.Window().Start is var window && window != _window)
            {
                (_window, _settled) = (window, 0);
            }

            _settled += amount;
            Send(new LeaseOperation
            {
                Lease = "a.1",
                Seq = ++_seq,
                IsConfirmed = true,
                NotAfter = Ms(Account.Now.AddSeconds(30)),
                Ttl = 3_600_000,
                Totals = [new SliceTotal("usd/day", _window, _settled, 0)],
            }.ToEnvelope(LeaseOperation.Report), amount);
        }

        private void Refuse(int amount) => Send(
            new LeaseOperation
            {
                Lease = "b.1",
                Seq = ++_seq,
                NotAfter = Ms(Account.Now.AddSeconds(30)),
                Ttl = 60_000,
                Asks = [Account.Ask(amount, amount)],
            }.ToEnvelope(LeaseOperation.Acquire),
            amount);

        private void Speak(string kind, int who, int amount)
        {
            foreach (var (name, _) in Alerts().ToList())
            {
                Send(new AlertOperation
                {
                    Quota = name.Quota,
                    Window = name.Window,
                    Threshold = name.Threshold,
                    Incarnation = $"i{who}",
                    Until = Ms(Account.Now.AddSeconds(amount)),
                }.ToEnvelope(kind), amount);
            }
        }
    }
}
