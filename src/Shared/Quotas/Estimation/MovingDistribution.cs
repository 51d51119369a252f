namespace Tollgate.Quotas.Estimation;

/// <summary>
/// Mean and variance of a quantity, recent observations weighing most. Lock-free and allocation-free: both live in one 64-bit
/// word, at the single precision that an estimate needs.
/// </summary>
/// <param name="mean">To begin with.</param>
/// <param name="deviation">Standard deviation to begin with: wide, where the mean is a guess.</param>
/// <param name="weight">Of the newest observation, 0 to 1.</param>
internal sealed class MovingDistribution(float mean, float deviation, float weight)
{
    private long _moments = Pack(mean, deviation * deviation);

    public double Mean => Unpack(Volatile.Read(ref _moments)).Mean;

    public (double Mean, double Deviation) Read()
    {
        var (mean, variance) = Unpack(Volatile.Read(ref _moments));
        return (mean, Math.Sqrt(variance));
    }

    public void Add(double value)
    {
        long before, after;
        do
        {
            before = Volatile.Read(ref _moments);
            var (mean, variance) = Unpack(before);
            var difference = value - mean;
            var step = weight * difference;
            after = Pack((float)(mean + step), (float)((1 - weight) * (variance + (difference * step))));
        }
        while (Interlocked.CompareExchange(ref _moments, after, before) != before);
    }

    private static long Pack(float mean, float variance) =>
        ((long)BitConverter.SingleToUInt32Bits(mean) << 32) | BitConverter.SingleToUInt32Bits(variance);

    private static (float Mean, float Variance) Unpack(long moments) =>
        (BitConverter.UInt32BitsToSingle((uint)(moments >>> 32)), BitConverter.UInt32BitsToSingle((uint)moments));
}
