using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Inference;

/// <summary>A model whose name has a <c>*</c> in it serves every name that fits, and is counted as one.</summary>
public abstract class WildcardModelTests : FreshGateway
{
    [Fact]
    public async Task Chat_OfNamesThatNobodyListed_AreServedAndCountedUnderThePattern()
    {
        foreach (var name in new[] { "gpt-9", "gpt-10-turbo" })
        {
            var reply = await Gateway.SendAsync(Ask.Whole("Hi", name));
            Assert.Equal((200, "gpt-4o"), (reply.Status, reply.Headers["x-tollgate-model"]));
        }

        var models = (await Gateway.UsageAsync(TestKeys.Alpha)).GetProperty("models").EnumerateArray();
        Assert.Equal("gpt-*", Assert.Single(models).GetProperty("model").GetString());
    }

    [Fact]
    public async Task Models_Wildcard_IsDescribedByTheNameAskedForAndNotListed()
    {
        var list = await Gateway.SendAsync(Call.Get("/v1/models"));
        var one = await Gateway.SendAsync(Call.Get("/v1/models/gpt-9"));

        Assert.DoesNotContain("*", list.Json.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("gpt-9", one.Json.GetProperty("id").GetString());
        Assert.Equal(404, (await Gateway.SendAsync(Call.Get("/v1/models/other-9"))).Status);
    }

    private protected static string WithWildcard(string configuration) => configuration.Replace(
        "\"server\":", """
        "models": { "gpt-*": { "targets": ["simulator/gpt-4o"] } },
        "server":
        """, StringComparison.Ordinal);
}

public sealed class SelfHostWildcardModelTests : WildcardModelTests
{
    private protected override GatewayUnderTest Create() => new SelfHostGateway { Configure = WithWildcard };
}

public sealed class FunctionAppWildcardModelTests : WildcardModelTests
{
    private protected override GatewayUnderTest Create() => new FunctionAppGateway { Configure = WithWildcard };
}
