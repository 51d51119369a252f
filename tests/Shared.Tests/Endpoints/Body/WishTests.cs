using System.Text;
using Microsoft.AspNetCore.Http;
using Tollgate.Endpoints;
using Tollgate.Endpoints.Body;
using Tollgate.Pipeline;
using Tollgate.Routing;
using Tollgate.Routing.Options;

namespace Tollgate.Tests.Endpoints.Body;

public sealed class WishTests
{
    [Fact]
    public void Body_WithAllWishes_IsReadAndItsOwnMembersNoted()
    {
        var facts = Parse("""{"provider":"a","routing_strategy":"lowest_cost","fallback":false,"task_type":"code","max_cost_usd":1e-3,"user_id":"ann","model":"m","messages":[{"role":"user"}]}""");

        Assert.Equal(
            new RoutingWishes { Provider = "a", Strategy = RoutingStrategy.LowestCost, Fallback = false, TaskType = "code", MaxCostUsd = 0.001m },
            facts.Wishes);
        Assert.Equal(["provider", "routing_strategy", "fallback", "task_type", "max_cost_usd", "user_id"], facts.OwnMembers);
    }

    [Fact]
    public void Body_WithoutWishes_WantsNothingAndNotesNothing()
    {
        var facts = Parse("""{"user":"ann","model":"m","messages":[{"role":"user"}]}""");

        Assert.Same(RoutingWishes.None, facts.Wishes);
        Assert.Empty(facts.OwnMembers);
    }

    [Fact]
    public void Null_InTheBody_SaysNothingAndIsWithheldAllTheSame()
    {
        var headers = new RoutingWishes { Provider = "b", Strategy = RoutingStrategy.Quality, Fallback = false };
        var facts = Parse("""{"provider":null,"routing_strategy":null,"fallback":null,"user_id":null,"model":"m","messages":[{"role":"user"}]}""", headers);

        Assert.Equal(headers, facts.Wishes);
        Assert.Equal(["provider", "routing_strategy", "fallback", "user_id"], facts.OwnMembers);
    }

    [Fact]
    public void Body_AndHeaders_MemberByMemberTheBodyComesFirst()
    {
        var headers = Headers(("x-tollgate-provider", "b"), ("x-tollgate-fallback", "False"), ("x-tollgate-max-cost-usd", "0.25"), ("x-tollgate-task-type", " "));
        var facts = Parse("""{"provider":"a","fallback":true,"model":"m","messages":[{"role":"user"}]}""", headers);

        Assert.Equal(new RoutingWishes { Provider = "a", MaxCostUsd = 0.25m }, facts.Wishes);
    }

    [Fact]
    public void Provider_AsAnObject_IsNotTheGateways()
    {
        var facts = Parse("""{"provider":{"order":["x"]},"model":"m","messages":[{"role":"user"}]}""");

        Assert.Null(facts.Wishes.Provider);
        Assert.Empty(facts.OwnMembers);
    }

    [Theory]
    [InlineData(""" "routing_strategy":"fastest" """, "invalid_value", "routing_strategy")]
    [InlineData(""" "max_cost_usd":-0.1 """, "invalid_value", "max_cost_usd")]
    [InlineData(""" "max_cost_usd":1e99 """, "invalid_value", "max_cost_usd")]
    [InlineData(""" "provider":["a"] """, "invalid_type", "provider")]
    [InlineData(""" "fallback":true,"fallback":false """, "duplicate_parameter", "fallback")]
    [InlineData(""" "Provider":"a" """, "unknown_parameter", "provider")]
    public void Member_ThatCannotBe_IsRefusedByName(string member, string code, string param)
    {
        var refusal = Assert.Throws<RefusalException>(() => Parse($$"""{"model":"m","messages":[{"role":"user"}],{{member}}}""")).Refusal;

        Assert.Equal((400, code, param), (refusal.Status, refusal.Code, refusal.Param));
    }

    private static RequestFacts Parse(string json, RoutingWishes? headers = null) => BodyParser.Parse(Encoding.UTF8.GetBytes(json), BodySchema.Chat, headers);

    private static RoutingWishes Headers(params (string Name, string Value)[] headers)
    {
        var dictionary = new HeaderDictionary();
        foreach (var (name, value) in headers)
        {
            dictionary[name] = value;
        }

        return RoutingHeaders.Read(dictionary);
    }
}
