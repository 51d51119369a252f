using Tollgate.Settlement;

namespace Tollgate.Tests.Settlement;

public sealed class UsageLedgerAllocationTests
{
    [Fact]
    public void Record_RowAlreadyThere_AllocatesNothing()
    {
        var harness = new LedgerHarness(UsageLedgerOptions.FunctionApp);
        var record = harness.CreateRecord();
        Record(harness, record, times: 100);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Record(harness, record, times: 1000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Record(LedgerHarness harness, UsageRecord record, int times)
    {
        for (var i = 0; i < times; i++)
        {
            Assert.True(harness.Ledger.RecordAsync(record).AsTask().IsCompletedSuccessfully);
        }
    }
}
