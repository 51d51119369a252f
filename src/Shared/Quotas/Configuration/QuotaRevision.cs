namespace Tollgate.Quotas.Configuration;

/// <summary>
/// Orders the definitions that different instances read at different times: the highest wins in the account. Only the operator
/// knows for certain which of two texts is the newer one, so <c>revision</c> goes first; where it is the same, the time does.
/// </summary>
internal static class QuotaRevision
{
    // Unix seconds, up to the year 2106.
    private const int TimeBits = 32;

    /// <param name="declared">The file's <c>revision</c>; null counts as 0.</param>
    /// <param name="asOf">When the configuration came about; null when there is nothing to tell it by.</param>
    public static long Of(int? declared, DateTimeOffset? asOf) =>
        ((long)(declared ?? 0) << TimeBits) | (uint)Math.Clamp(asOf?.ToUnixTimeSeconds() ?? 0, 0, uint.MaxValue);

    /// <summary>Of what came about in two parts.</summary>
    public static DateTimeOffset? Later(DateTimeOffset? file, DateTimeOffset? environment) =>
        file is null || environment > file ? environment ?? file : file;
}
