using System.Text.Json;
using Tollgate.Analytics;
using static Tollgate.Tests.Analytics.UsageOperation;

namespace Tollgate.Tests.Analytics;

public sealed class UsageStateSizeTests
{
    // A user and day: a million requests, ten billion tokens, ten thousand dollars.
    private static readonly UsageTotals Large = new()
    {
        Requests = 999_999,
        Errors = 999_999,
        Input = 9_999_999_999,
        CachedInput = 9_999_999_999,
        Output = 999_999_999,
        Reasoning = 999_999_999,
        CostNanoUsd = 9_999_999_999_999,
        Attempts = 999_999,
        DurationMs = 9_999_999_999,
        Estimated = 999_999,
    };

    [Theory]
    [InlineData("user-{0}@department.example.com")]
    [InlineData("用户名稱很長很長很長很長很長很長很長很長{0}")]
    [InlineData("\u0001\u0002<&'\"{0}")]
    public void Json_EverythingFull_StaysWellUnder64Kilobytes(string userFormat)
    {
        var state = UsageState.Empty;
        for (var i = 0; i < 1000; i++)
        {
            var row = new UsageRow
            {
                Hour = i % 24,
                User = string.Format(null, userFormat, i),
                Model = $"publisher/some-model-with-a-long-name-{i}",
                Provider = $"provider-{i}",
                Status = 100 + (i % 500),
                Totals = Large,
            };
            state = UsageState.Apply(state, Add($"ABCDEFGHIJKL.{i}", 2, row, row with { User = null }), Noon);
            state = UsageState.Apply(state, Raw("{}", id: $"ABCDEFGHIJKL.{i}-{i}"), Noon);
        }

        var bytes = JsonSerializer.SerializeToUtf8Bytes(state).Length;

        Assert.InRange(bytes, 1, 56 * 1024);
        Assert.Equal(2000 * Large.Requests, state.Total.Requests);
    }
}
