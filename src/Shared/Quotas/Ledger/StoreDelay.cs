namespace Tollgate.Quotas.Ledger;

/// <summary>
/// Learns how long the store usually takes to show an operation, which is much the same each time: the first look comes just
/// after it. Most first looks are to find the answer; a few that do not cost less than waiting too long every time.
/// </summary>
internal sealed class StoreDelay(TimeSpan initial)
{
    private const int LongestMs = 200;
    private readonly int _shortestMs = Math.Min(5, (int)initial.TotalMilliseconds);
    private int _usualMs = (int)initial.TotalMilliseconds;

    public TimeSpan Usual => TimeSpan.FromMilliseconds(Volatile.Read(ref _usualMs));

    // Two threads that learn at once lose one lesson of very many.
    public void Learn(int looks)
    {
        var usual = Volatile.Read(ref _usualMs);
        Volatile.Write(ref _usualMs, Math.Clamp(looks == 1 ? usual * 31 / 32 : usual * 5 / 4, _shortestMs, LongestMs));
    }
}
