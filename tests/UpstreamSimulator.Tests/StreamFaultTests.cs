using System.Text;
using System.Text.Json;
using Tollgate.UpstreamSimulator;

namespace Tollgate.Tests.UpstreamSimulator;

public sealed class StreamFaultTests : SimulatorTest
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task CutAfter_SoManyEvents_SendsThemAndResets(int count)
    {
        using var response = await Client.ChatAsync($"sim-cut-after-{count}", stream: true);

        var (text, broke) = await ReadAllAsync(response);

        Assert.True(broke);
        Assert.Equal(count, Chunks(text).Count);
        Assert.Equal(RequestOutcome.CutByUpstream, await Host.Requests.Single().Outcome);
    }

    [Theory]
    [InlineData("no-done", true, true, false)]
    [InlineData("no-finish", false, false, false)]
    [InlineData("no-usage", true, false, true)]
    [InlineData("usage-beside-choices", true, true, true)]
    [InlineData("none", true, true, true)]
    public async Task End_OfAStream_LacksWhatTheFaultTakes(string fault, bool finish, bool usage, bool done)
    {
        using var response = await Client.ChatAsync($"sim-{fault}", stream: true);

        var (text, broke) = await ReadAllAsync(response);

        Assert.False(broke);
        Assert.Equal(finish, text.Contains("\"finish_reason\":\"stop\"", StringComparison.Ordinal));
        Assert.Equal(usage, text.Contains("\"usage\":{", StringComparison.Ordinal));
        Assert.Equal(done, text.EndsWith("data: [DONE]\n\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task UsageBesideChoices_Asked_IsInTheChunkThatFinishes()
    {
        using var response = await Client.ChatAsync("sim-usage-beside-choices", stream: true);

        var last = Chunks((await ReadAllAsync(response)).Text)[^1];

        Assert.Equal("stop", last.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.Equal(Host.BilledUsage.TotalTokens, last.GetProperty("usage").GetProperty("total_tokens").GetInt64());
    }

    [Fact]
    public async Task MalformedAt_AnEvent_SpoilsThatOneAndGoesOn()
    {
        using var response = await Client.ChatAsync("sim-malformed-at-2", stream: true);

        var events = (await ReadAllAsync(response)).Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.ThrowsAny<JsonException>(() => JsonElement.Parse(events[2]["data: ".Length..]));
        Assert.Equal("data: [DONE]", events[^1]);
    }

    [Theory]
    [InlineData("error-after-2", "data: {\"error\":")]
    [InlineData("named-error-after-2", "event: error\ndata: {\"error\":")]
    public async Task ErrorAfter_SoManyEvents_IsTheLastOne(string fault, string expected)
    {
        using var response = await Client.ChatAsync($"sim-{fault}", stream: true);

        var events = (await ReadAllAsync(response)).Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(3, events.Length);
        Assert.StartsWith(expected, events[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("comments", ": keep-alive\ndata: {")]
    [InlineData("multi-line", "data: {\ndata:   \"id\": ")]
    [InlineData("no-space", "data:{")]
    [InlineData("crlf+no-space", "data:{")]
    public async Task Format_Unusual_ShowsInTheFirstEvent(string fault, string expected)
    {
        using var response = await Client.ChatAsync($"sim-{fault}", stream: true);

        Assert.StartsWith(expected, (await ReadAllAsync(response)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Split_IntoBytes_FallsWithinCharacters()
    {
        using var response = await Client.ChatAsync("sim-split-1+drip", stream: true);
        await using var body = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[16];
        var received = new List<byte>();

        // Byte by byte, up to the first half of the É that the text begins with.
        while (!received.Contains((byte)0xC3))
        {
            Host.ReleaseNext();
            var count = await body.ReadAsync(buffer);
            Assert.Equal(1, count);
            received.Add(buffer[0]);
        }

        Assert.EndsWith("\"content\":\"\uFFFD", Encoding.UTF8.GetString([.. received]), StringComparison.Ordinal);
    }
}
