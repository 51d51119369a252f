using Tollgate.Pricing;

namespace Tollgate.Tests.Pricing;

public sealed class TokenUsageSumTests
{
    [Fact]
    public void Sum_OfTwoAttempts_ForgetsNoBucket()
    {
        var buckets = typeof(TokenUsage).GetProperties().Where(property => property is { CanWrite: true } && property.PropertyType == typeof(long)).ToArray();
        object one = default(TokenUsage);
        object other = default(TokenUsage);
        foreach (var (bucket, index) in buckets.Select((bucket, index) => (bucket, index)))
        {
            bucket.SetValue(one, 1L << index);
            bucket.SetValue(other, 100L << index);
        }

        var sum = (TokenUsage)one + (TokenUsage)other;

        Assert.All(buckets.Select((bucket, index) => (bucket, index)), entry => Assert.Equal(101L << entry.index, entry.bucket.GetValue(sum)));
    }
}
