using FsCheck;
using FsCheck.Fluent;
using Tollgate.Quotas;
using Tollgate.Quotas.Accounts;
using Tollgate.State;
using static Tollgate.Tests.Quotas.Accounts.Account;

namespace Tollgate.Tests.Quotas.Accounts;

/// <summary>
/// Some owners and one account, and between them a store that doubles, delays, reorders and loses what they send and shows
/// them old states. Each step is one number, so that a failure shrinks to a short story.
/// </summary>
public sealed class AccountStateProperties
{
    private const int Owners = 4;

    private static readonly QuotaDefinition[] Definitions = [Budget(limit: 60), Rate(limit: 25), Bucket(capacity: 20)];

    private static readonly Gen<Step[]> Stories = (
        from kind in Gen.Choose(0, 13)
        from owner in Gen.Choose(0, Owners - 1)
        from amount in Gen.Choose(1, 15)
        from message in Gen.Choose(0, 1000)
        select new Step(kind, owner, amount, message)).ArrayOf(120);

    [Fact]
    public void Apply_WhateverTheStoreDoes_NeverExceedsALimit() => Check(story =>
    {
        var world = new World();
        foreach (var step in story)
        {
            world.Take(step);
            AssertWithinLimits(world.Account.State);
        }
    });

    [Fact]
    public void Apply_WhateverTheStoreDoes_BooksEachCentOnce() => Check(story =>
    {
        var world = new World();
        foreach (var step in story)
        {
            world.Take(step);
        }

        world.CloseAll();

        foreach (var definition in Definitions)
        {
            Assert.Equal(
                world.Everyone.Sum(owner => owner.Spent.GetValueOrDefault(definition.Id)),
                world.Account.State.Find(definition.Id)!.Billed);
            Assert.Equal(0, world.Account.State.Leases.Sum(lease => lease.Slices.Sum(slice => slice.Open)));
        }
    });

    [Fact]
    public void Apply_AnythingDeliveredAgain_ChangesNothing() => Check(story =>
    {
        var world = new World();
        foreach (var step in story)
        {
            world.Take(step);
        }

        world.RepeatAll();
        var before = Totals(world.Account.State);
        world.RepeatAll();

        Assert.Equal(before, Totals(world.Account.State));
    });

    private static void AssertWithinLimits(AccountState state)
    {
        foreach (var quota in state.Quotas)
        {
            if (quota.Definition.IsBucket)
            {
                Assert.InRange(quota.Level + state.Outstanding(quota.Id, 0), decimal.MinValue, quota.Definition.Limit);
                continue;
            }

            foreach (var window in quota.Windows)
            {
                var total = window.Spent + state.Outstanding(quota.Id, window.Start) + state.WrittenOff(quota.Id, window.Start);
                Assert.InRange(total, 0, quota.Definition.Limit);
            }
        }
    }

    private static List<(string, long, long)> Totals(AccountState state) =>
        [.. state.Quotas.SelectMany(quota => quota.Windows.Select(window =>
            (quota.Id, window.Start, window.Spent + state.Outstanding(quota.Id, window.Start) + state.WrittenOff(quota.Id, window.Start))))];

    private static void Check(Action<Step[]> property) =>
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Arb.From(Stories, Shorter), property));

    private static IEnumerable<Step[]> Shorter(Step[] story)
    {
        for (var length = story.Length / 2; length > 0; length /= 2)
        {
            for (var start = 0; start + length <= story.Length; start += length)
            {
                yield return [.. story[..start], .. story[(start + length)..]];
            }
        }
    }

    private sealed record Step(int Kind, int Owner, int Amount, int Message);

    private sealed class World
    {
        private readonly List<Envelope> _underWay = [];
        private readonly List<Envelope> _sent = [];
        private readonly OwnerModel[] _owners = [.. Enumerable.Range(0, Owners).Select(i => new OwnerModel($"o{i}"))];
        private int _restarts;

        public World() => Account.Define(Definitions);

        public Account Account { get; } = new();

        public List<OwnerModel> Everyone { get; } = [];

        private long NotAfter => Ms(Account.Now.AddSeconds(30));

        public void Take(Step step)
        {
            var owner = _owners[step.Owner];
            switch (step.Kind)
            {
                case 0 or 1:
                    Send(LeaseOperation.Acquire, owner.Operation(NotAfter, Asks(step, need: step.Amount)));
                    break;
                case 2:
                    Send(LeaseOperation.Report, owner.Operation(NotAfter, Asks(step, need: 0)));
                    break;
                case 3:
                    Send(LeaseOperation.Report, owner.Operation(NotAfter));
                    break;
                case 4 or 5:
                    owner.Spend(step.Amount);
                    break;
                case 6:
                    owner.HandBack(step.Amount);
                    break;
                case 7 or 8:
                    Deliver(step.Message, keep: false);
                    break;
                case 9:
                    Deliver(step.Message, keep: true);
                    break;
                case 10 or 11:
                    owner.Read(Account.State);
                    break;
                case 12:
                    Account.After(TimeSpan.FromSeconds(step.Message % 40));
                    break;
                default:
                    Restart(step);
                    break;
            }
        }

        /// <summary>Every owner closes its lease, and says so until it is heard.</summary>
        public void CloseAll()
        {
            Everyone.AddRange(_owners);
            foreach (var owner in Everyone)
            {
                owner.Read(Account.State);
                Account.Apply(LeaseOperation.Close, owner.Close(NotAfter));
            }

            RepeatAll();
        }

        public void RepeatAll()
        {
            foreach (var operation in Enumerable.Reverse(_sent))
            {
                Account.Apply(operation);
            }
        }

        // The old owner's last words are still under way, or lost; a new incarnation takes its place.
        private void Restart(Step step)
        {
            Everyone.Add(_owners[step.Owner]);
            Send(LeaseOperation.Close, _owners[step.Owner].Close(NotAfter));
            _owners[step.Owner] = new OwnerModel($"o{step.Owner}-{++_restarts}");
        }

        private void Send(string kind, LeaseOperation operation)
        {
            _underWay.Add(operation.ToEnvelope(kind));
            _sent.Add(_underWay[^1]);
        }

        private void Deliver(int message, bool keep)
        {
            if (_underWay.Count == 0)
            {
                return;
            }

            var index = message % _underWay.Count;
            Account.Apply(_underWay[index]);
            if (!keep)
            {
                _underWay.RemoveAt(index);
            }
        }

        private SliceAsk[] Asks(Step step, int need)
        {
            var first = Account.Ask(step.Amount * 2, need, Definitions[step.Message % 3].Id);
            var second = Account.Ask(step.Amount, quota: Definitions[(step.Message + 1) % 3].Id);
            return step.Message % 2 == 0 ? [first] : [first, second];
        }
    }
}
