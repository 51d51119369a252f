using FsCheck;
using FsCheck.Fluent;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.State;

public sealed class FileEntityStoreProperties
{
    [Fact]
    public void AnyHistory_AcknowledgedOperations_AreAppliedAsOftenAsAcknowledged() =>
        Prop.ForAll(Histories(), RunAsync).QuickCheckThrowOnFailure();

    private static Arbitrary<(StoreStep Step, int Number)[]> Histories() =>
        (from step in Gen.Elements(Enum.GetValues<StoreStep>())
         from number in Gen.Choose(0, 100)
         select (step, number)).ArrayOf().ToArbitrary();

    private static async Task RunAsync((StoreStep Step, int Number)[] history)
    {
        await using var store = new StoreHistory();
        foreach (var (step, number) in history)
        {
            await store.TakeAsync(step, number);
        }

        await store.TakeAsync(StoreStep.Crash, 0);
        await store.TakeAsync(StoreStep.Reopen, 0);
    }
}
