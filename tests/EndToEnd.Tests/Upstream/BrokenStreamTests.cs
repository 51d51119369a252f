using System.Text.Json;
using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Upstream;

/// <summary>An upstream that fails or behaves oddly when the client already has part of the stream.</summary>
public abstract class BrokenStreamTests(GatewayUnderTest gateway)
{
    [Theory]
    [InlineData("cut-after-3", "upstream_interrupted")]
    [InlineData("error-after-3", "upstream_error")]
    [InlineData("named-error-after-3", "upstream_error")]
    [InlineData("malformed-at-3", "upstream_invalid_response")]
    [InlineData("no-finish", "upstream_interrupted")]
    public async Task Stream_ThatFailsMidway_EndsWithOneErrorEventAndNoMarker(string fault, string code)
    {
        var user = gateway.NewUser();
        var reply = await gateway.SendAsync(Ask.Stream($"Hello, stream [simulate: {fault}]") with { User = user });

        Assert.Equal(200, reply.Status);
        Assert.False(reply.IsBroken);
        Assert.StartsWith("Écho", string.Concat(reply.Chunks.SkipLast(1).Select(Content)), StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", reply.Events);
        Envelope.Check(reply.Chunks[^1].GetProperty("error"), "upstream_error", code);
        Assert.Single(reply.Chunks, chunk => chunk.TryGetProperty("error", out _));
        Assert.Empty(gateway.TakeErrors());

        var usage = await gateway.UsageOfAsync(user);
        Assert.Equal((1, 1), (usage.Requests, usage.Errors));
        Assert.True(usage.Output > 0);
        Assert.Equal(reply.Cost, usage.Cost);
    }

    [Theory]
    [InlineData("crlf")]
    [InlineData("comments")]
    [InlineData("multi-line")]
    [InlineData("no-space")]
    [InlineData("split-1")]
    [InlineData("split-7")]
    [InlineData("gzip")]
    [InlineData("no-done")]
    [InlineData("usage-beside-choices")]
    [InlineData("crlf, comments, multi-line, split-3")]
    public async Task Stream_ThatIsOnlyUnusual_SaysAndCostsTheSame(string faults)
    {
        var user = gateway.NewUser();
        var reply = await gateway.SendAsync(Ask.Stream($"Hello 水 🌍 [simulate: {faults}]") with { User = user });

        Assert.Equal(200, reply.Status);
        Assert.Equal("Écho 1: „Hello 水 🌍“ — 你好 🌍.", reply.Content);
        Assert.Equal("[DONE]", reply.Events[^1]);

        var usage = await gateway.UsageOfAsync(user);
        Assert.Equal(gateway.Simulator.Requests[^1].Billed, usage.Billed);
        Assert.Equal(0, usage.Errors);
        Assert.Equal(reply.Cost, usage.Cost);
    }

    [Fact]
    public async Task Stream_WhoseUpstreamTellsNoUsage_IsPaidByEstimate()
    {
        var user = gateway.NewUser();
        var reply = await gateway.SendAsync(Ask.Stream("Hello [simulate: no-usage]") with { User = user });

        Assert.Equal("[DONE]", reply.Events[^1]);
        var usage = await gateway.UsageOfAsync(user);
        Assert.True(usage is { Input: > 0, Output: > 0 });
        Assert.Equal(reply.Cost, usage.Cost);
    }

    [Fact]
    public async Task Stream_OfAMegabyte_ArrivesWhole()
    {
        var reply = await gateway.SendAsync(Ask.Stream("Hello [simulate: huge]"));

        Assert.Equal(256 * 1024 * 4, reply.Content.EnumerateRunes().Count());
        Assert.Equal("[DONE]", reply.Events[^1]);
    }

    [Fact]
    public async Task Stream_OfSeveralChoices_KeepsThemApart()
    {
        var reply = await gateway.SendAsync(new Call { Text = Ask.Body("Hello", "chat", ("n", 3), ("stream", true)) });

        var texts = reply.Chunks.SelectMany(chunk => chunk.GetProperty("choices").EnumerateArray())
            .GroupBy(choice => choice.GetProperty("index").GetInt32(), choice => choice.GetProperty("delta"))
            .Select(group => string.Concat(group.Select(delta => delta.TryGetProperty("content", out var content) ? content.GetString() : "")));
        Assert.Equal(["Écho 1: „Hello“ — 你好 🌍.", "Écho 2: „Hello“ — 你好 🌍.", "Écho 3: „Hello“ — 你好 🌍."], texts);
    }

    private static string? Content(JsonElement chunk) =>
        chunk.GetProperty("choices")[0].GetProperty("delta").TryGetProperty("content", out var content) ? content.GetString() : "";
}

public sealed class SelfHostBrokenStreamTests(SelfHostGateway gateway) : BrokenStreamTests(gateway), IClassFixture<SelfHostGateway>;

public sealed class FunctionAppBrokenStreamTests(FunctionAppGateway gateway) : BrokenStreamTests(gateway), IClassFixture<FunctionAppGateway>;
