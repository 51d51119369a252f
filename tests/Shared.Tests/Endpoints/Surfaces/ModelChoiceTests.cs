using Tollgate.Endpoints.Surfaces;
using Tollgate.Pipeline;
using Tollgate.Routing;
using Tollgate.Tests.Configuration;

namespace Tollgate.Tests.Endpoints.Surfaces;

public sealed class ModelChoiceTests
{
    private const string Providers = """
        "providers": {
          "first": { "type": "custom", "baseUrl": "http://a.test/v1", "models": [
            { "id": "vectors", "capabilities": ["embeddings"], "price": { "input": 1, "output": 0 } },
            { "id": "zeta", "price": { "input": 1, "output": 1 } },
            { "id": "alpha", "price": { "input": 1, "output": 1 } }] },
          "second": { "type": "custom", "baseUrl": "http://b.test/v1", "models": [{ "id": "beta", "price": { "input": 1, "output": 1 } }] }
        }
        """;

    [Fact]
    public void Choice_OfNothingInParticular_IsTheFirstThatChatsInTheOperatorsOrder() => Assert.Equal("zeta", Choose(""));

    [Fact]
    public void Choice_OfAProvider_IsItsFirst() => Assert.Equal("beta", Choose("", new RoutingWishes { Provider = "second" }));

    [Fact]
    public void Choice_WithADefault_IsThatUnlessMoreIsSaid()
    {
        const string routing = """ ,"routing": { "defaultModel": "alpha", "taskTypes": { "code": "beta" } } """;

        Assert.Equal("alpha", Choose(routing));
        Assert.Equal("alpha", Choose(routing, new RoutingWishes { TaskType = "poetry" }));
        Assert.Equal("beta", Choose(routing, new RoutingWishes { TaskType = "CODE", Provider = "first" }));
        Assert.Equal("zeta", Choose(routing, new RoutingWishes { Provider = "first" }));
    }

    [Fact]
    public void Choice_OfATaskWhoseModelDoesNotChat_IsAsIfItWereNotMapped() =>
        Assert.Equal("zeta", Choose(""" ,"routing": { "taskTypes": { "search": "vectors" } } """, new RoutingWishes { TaskType = "search" }));

    [Fact]
    public void Choice_WhereRoutingIsOff_KnowsNoTasks() =>
        Assert.Equal("zeta", Choose(""" ,"routing": { "enabled": false, "taskTypes": { "code": "beta" } } """, new RoutingWishes { TaskType = "code" }));

    [Fact]
    public void Choice_WhereNothingChats_IsLeftToTheClient()
    {
        var configuration = TestInputs.LoadValid("""{ "providers": { "first": { "type": "custom", "baseUrl": "http://a.test/v1", "models": [{ "id": "v", "capabilities": ["embeddings"], "price": { "input": 1, "output": 0 } }] } } }""");

        var refusal = Assert.Throws<RefusalException>(() => ModelChoice.For(RoutingWishes.None, configuration)).Refusal;
        Assert.Equal(("missing_required_parameter", "model"), (refusal.Code, refusal.Param));
    }

    [Fact]
    public void DefaultModel_ThatIsNotServed_IsAnErrorAtStart() =>
        Assert.Contains(TestInputs.Errors($$"""{ {{Providers}}, "routing": { "defaultModel": "zetta" } }"""), error => error.Contains("routing.defaultModel", StringComparison.Ordinal));

    private static string Choose(string members, RoutingWishes? wishes = null) =>
        ModelChoice.For(wishes ?? RoutingWishes.None, TestInputs.LoadValid($$"""{ {{Providers}}{{members}} }"""));
}
