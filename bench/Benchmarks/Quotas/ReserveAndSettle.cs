using BenchmarkDotNet.Attributes;
using Tollgate.Quotas;
using Tollgate.Quotas.Ledger;

namespace Tollgate.Benchmarks.Quotas;

/// <summary>
/// What budgets and rate limits add to a request whose slices are at hand: reserve and settle across six quotas of three
/// accounts (user, tenant, total). The targets: below one microsecond, nothing allocated.
/// </summary>
[MemoryDiagnoser]
#pragma warning disable CA1001 // The barriers and their threads end with the process.
public class ReserveAndSettle
#pragma warning restore CA1001
{
    private const int Operations = 1_000;
    private readonly QuotaLedger _ledger = LeasedLedger.Create();
    private readonly QuotaRequest _request = QuotaRequest.ForCaller("acme", "key", "ann", new QuotaAmounts(1_000, 1, 500));
    private Barrier _start = new(1);
    private Barrier _end = new(1);
    private readonly QuotaAmounts _billed = new(700, 1, 350);

    /// <summary>Threads that reserve from the same quotas at once.</summary>
    [Params(1, 2, 4)]
    public int Threads { get; set; }

    // The in-process toolchain does not await a setup.
    [GlobalSetup]
    public void Lease()
    {
        LeasedLedger.FillAsync(_ledger, _request).GetAwaiter().GetResult();
        _start = new Barrier(Threads + 1);
        _end = new Barrier(Threads + 1);
        for (var i = 0; Threads > 1 && i < Threads; i++)
        {
            new Thread(RunForEver) { IsBackground = true }.Start();
        }
    }

    private void RunForEver()
    {
        while (true)
        {
            _start.SignalAndWait();
            Run(Operations / Threads);
            _end.SignalAndWait();
        }
    }

    [Benchmark(OperationsPerInvoke = Operations)]
    public void SixQuotas()
    {
        if (Threads == 1)
        {
            Run(Operations);
            return;
        }

        // Threads that are there already: starting them would be measured, and what that allocates too.
        _start.SignalAndWait();
        _end.SignalAndWait();
    }

    private void Run(int times)
    {
        for (var i = 0; i < times; i++)
        {
            var decision = _ledger.ReserveAsync(_request, CancellationToken.None);
            if (!decision.IsCompletedSuccessfully)
            {
                throw new InvalidOperationException("The slices ran out: the benchmark would measure the store.");
            }

            decision.GetAwaiter().GetResult().Hold.Settle(_billed);
        }
    }
}
