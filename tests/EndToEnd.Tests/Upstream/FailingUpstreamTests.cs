using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Upstream;

/// <summary>An upstream that fails before the client has a byte: a status and an envelope, whether whole or streamed.</summary>
public abstract class FailingUpstreamTests(GatewayUnderTest gateway)
{
    private const string Invalid = "invalid_request_error";
    private const string Behind = "upstream_error";

    /// <summary>Refusals: nothing was generated, so nothing may be billed.</summary>
    public static TheoryData<string, int, string, string> Refusals { get; } = new()
    {
        { "status-400", 400, Invalid, "invalid_value" },
        { "status-401", 502, Behind, "upstream_authentication_failed" },
        { "status-403", 502, Behind, "upstream_authentication_failed" },
        { "status-404", 404, Invalid, "model_not_found" },
        { "status-408", 504, Behind, "upstream_error" },
        { "status-409", 409, "conflict_error", "upstream_rejected_request" },
        { "status-418", 502, Behind, "upstream_error" },
        { "status-422", 422, Invalid, "upstream_rejected_request" },
        { "status-429", 429, "rate_limit_error", "upstream_rate_limit_exceeded" },
        { "insufficient-quota", 429, "rate_limit_error", "upstream_insufficient_quota" },
        { "status-500", 502, Behind, "upstream_error" },
        { "status-502", 502, Behind, "upstream_error" },
        { "status-503", 503, Behind, "upstream_error" },
        { "status-504", 504, Behind, "upstream_error" },
        { "status-529", 503, Behind, "upstream_error" },
        { "html-error", 502, Behind, "upstream_error" },
        { "redirect", 502, Behind, "upstream_error" },
        { "error-inside-200", 502, Behind, "upstream_error" },
    };

    /// <summary>Answers that were generated and are of no use.</summary>
    public static TheoryData<string, bool, string> Wrecks { get; } = new()
    {
        { "garbage", false, "upstream_invalid_response" },
        { "garbage", true, "upstream_invalid_response" },
        { "empty", false, "upstream_invalid_response" },
        { "empty", true, "upstream_interrupted" },
        { "truncated-json", false, "upstream_invalid_response" },
        { "cut-after-0", false, "upstream_interrupted" },
        { "cut-after-0", true, "upstream_interrupted" },
        { "cut-after-50", false, "upstream_interrupted" },
        { "wrong-content-type", true, "upstream_invalid_response" },
        { "malformed-at-0", true, "upstream_invalid_response" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Refusal_OfTheUpstream_IsToldAndCostsNothing(string fault, int status, string type, string code)
    {
        foreach (var stream in new[] { false, true })
        {
            var (user, text) = (gateway.NewUser(), $"Hi [simulate: {fault}]");
            var reply = await gateway.SendAsync((stream ? Ask.Stream(text) : Ask.Whole(text)) with { User = user });

            Envelope.Check(reply, status, type, code, fault switch { "status-400" => "temperature", "status-404" => "model", _ => null });
            Assert.Equal("simulator", reply.Headers["x-tollgate-provider"]);
            Assert.Equal("1", reply.Headers["x-tollgate-attempts"]);
            Assert.Equal(0, reply.Cost);
            Assert.DoesNotContain("<html", reply.Text, StringComparison.Ordinal);
            Assert.Empty(gateway.TakeErrors());

            var usage = await gateway.UsageOfAsync(user);
            Assert.Equal((1, 1, 0), (usage.Requests, usage.Errors, usage.Billed.TotalTokens));
        }
    }

    [Theory]
    [MemberData(nameof(Wrecks))]
    public async Task Wreck_OfAnAnswer_IsABadGatewayAndPaidFor(string fault, bool stream, string code)
    {
        var (user, text) = (gateway.NewUser(), $"Hi [simulate: {fault}]");
        var reply = await gateway.SendAsync((stream ? Ask.Stream(text) : Ask.Whole(text)) with { User = user });

        Envelope.Check(reply, 502, Behind, code);
        Assert.Empty(gateway.TakeErrors());

        // The upstream cannot have said what it billed: its own estimate is the gateway's best word.
        var usage = await gateway.UsageOfAsync(user);
        Assert.True(usage.Input > 0);
        Assert.Equal(reply.Cost, usage.Cost);
        Assert.True(usage.Cost > 0);
        Assert.Equal(1, usage.Errors);
    }

    [Theory]
    [InlineData("error-after-0")]
    [InlineData("named-error-after-0")]
    public async Task Stream_ThatBeginsWithAnError_IsStillAStatus(string fault)
    {
        var reply = await gateway.SendAsync(Ask.Stream($"Hi [simulate: {fault}]"));

        Envelope.Check(reply, 502, Behind, "upstream_error");
    }

    [Fact]
    public async Task RateLimit_OfTheUpstream_SaysWhenToComeBack()
    {
        var reply = await gateway.SendAsync(Ask.Whole("Hi [simulate: status-429]"));

        Assert.Equal("1", reply.Headers["retry-after"]);
        Assert.Equal("1000", reply.Headers["retry-after-ms"]);
    }

    [Fact]
    public async Task Redirect_OfTheUpstream_IsNotFollowedWithTheProvidersKey()
    {
        var before = gateway.Simulator.Requests.Count;
        await gateway.SendAsync(Ask.Whole("Hi [simulate: redirect]"));

        Assert.Equal(before + 1, gateway.Simulator.Requests.Count);
    }

    [Fact]
    public async Task Credentials_RefusedByTheUpstream_AreNotShown()
    {
        var reply = await gateway.SendAsync(Ask.Whole("Hi", "locked"));

        Envelope.Check(reply, 502, Behind, "upstream_authentication_failed");
        Assert.DoesNotContain("sk-", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upstream_ThatIsNotThere_IsABadGateway()
    {
        var user = gateway.NewUser();
        var reply = await gateway.SendAsync(Ask.Whole("Hi", "unreachable") with { User = user });

        Envelope.Check(reply, 502, Behind, "upstream_connection_refused");
        Assert.Equal(0, (await gateway.UsageOfAsync(user)).Cost);
    }

    [Fact]
    public async Task Model_ThatTheUpstreamDoesNotHave_IsNotFound()
    {
        var reply = await gateway.SendAsync(Ask.Whole("Hi", "unknown-upstream"));

        Envelope.Check(reply, 404, Invalid, "model_not_found", "model");
    }

    [Theory]
    [InlineData("wrong-content-type")]
    [InlineData("gzip")]
    [InlineData("split-1")]
    [InlineData("huge")]
    public async Task Answer_ThatIsOnlyUnusual_Passes(string fault)
    {
        var reply = await gateway.SendAsync(Ask.Whole($"Hi [simulate: {fault}]"));

        Assert.Equal(200, reply.Status);
        Assert.Equal("application/json", reply.Headers["content-type"]);
        Assert.False(reply.Headers.ContainsKey("content-encoding"));
        Assert.StartsWith("Écho 1: „Hi“", reply.Content, StringComparison.Ordinal);
    }
}

public sealed class SelfHostFailingUpstreamTests(SelfHostGateway gateway) : FailingUpstreamTests(gateway), IClassFixture<SelfHostGateway>;

public sealed class FunctionAppFailingUpstreamTests(FunctionAppGateway gateway)
    : FailingUpstreamTests(gateway), IClassFixture<FunctionAppGateway>;
