using Tollgate.Configuration;
using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Routing.Capabilities;
using Tollgate.Testing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Routing.Capabilities;

public sealed class CapabilityCheckTests
{
    private const string Messages = """ "messages":[{"role":"user","content":"hi"}] """;
    private const string Image = """ "messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://x/y.png"}}]}] """;
    private const string Recording = """ "messages":[{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"AA==","format":"wav"}}]}] """;
    private const string Tools = """ "tools":[{"type":"function","function":{"name":"f"}}] """;

    [Theory]
    [InlineData($"{Messages}, {Tools}", "tools")]
    [InlineData($$"""{{Messages}}, "functions":[{"name":"f"}]""", "functions")]
    [InlineData($$"""{{Messages}}, "response_format":{"type":"json_schema","json_schema":{"name":"a","schema":{} } }""", "response_format")]
    [InlineData($$"""{{Messages}}, "reasoning_effort":"low" """, "reasoning_effort")]
    [InlineData($$"""{{Messages}}, "stream":true""", "stream")]
    [InlineData($$"""{{Messages}}, "modalities":["text","audio"]""", "modalities")]
    [InlineData(Image, "messages")]
    [InlineData(Recording, "messages")]
    [InlineData($$"""{{Messages}}, "max_tokens":101""", "max_tokens")]
    [InlineData($$"""{{Messages}}, "max_completion_tokens":101""", "max_completion_tokens")]
    public void Require_WhatTheModelCannotDo_IsRefusedByName(string members, string param)
    {
        var refusal = Refused(Request(members), Model(ModelCapabilities.Chat));

        Assert.Equal((400, "unsupported_parameter", param), (refusal.Status, refusal.Code, refusal.Param));
        Assert.Contains("'m'", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Messages)]
    [InlineData($$"""{{Messages}}, "tools":[], "tool_choice":"auto", "response_format":{"type":"json_object"}, "reasoning_effort":"none", "logprobs":false, "n":1""")]
    [InlineData($$"""{{Messages}}, "tools":null, "functions":null, "response_format":null, "reasoning_effort":null, "modalities":["text"], "max_tokens":100""")]
    public void Require_MembersThatNeedNothing_Pass(string members)
    {
        var request = Request(members);

        var attempt = Require(request, Deployment(Model(ModelCapabilities.Chat)));

        Assert.Empty(attempt.Dropped);
        Assert.Null(attempt.OutputBound);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Require_OfAModelOfWhichNothingIsKnown_IsAlwaysAsked(bool assumed)
    {
        var model = Model(assumed ? UnknownModel.Capabilities : ModelCapabilities.None) with { AreCapabilitiesAssumed = assumed, MaxOutputTokens = null };

        Require(Request($$"""{{Recording}}, {{Tools}}, "stream":true, "reasoning_effort":"high", "max_tokens":1000000"""), Deployment(model));
    }

    [Fact]
    public void Require_ToolsWhereTheTenantDrops_GoWithWhatMeansNothingWithoutThem()
    {
        var request = Request($$"""{{Messages}}, {{Tools}}, "tool_choice":"required", "parallel_tool_calls":true, "seed":1""", drops: true);

        var attempt = Require(request, Deployment(Model(ModelCapabilities.Chat)));

        Assert.Equal(["tools", "tool_choice", "parallel_tool_calls"], attempt.Dropped);
    }

    [Theory]
    [InlineData(Image)]
    [InlineData(Recording)]
    [InlineData($$"""{{Messages}}, "stream":true""")]
    public void Require_WhatCannotBeLeftOut_IsRefusedThoughTheTenantDrops(string members) =>
        Assert.Equal("unsupported_parameter", Refused(Request(members, drops: true), Model(ModelCapabilities.Chat)).Code);

    [Fact]
    public void Require_BoundAboveTheModels_IsLoweredWhereTheTenantDrops()
    {
        var request = Request($$"""{{Messages}}, "max_tokens":5000""", drops: true);

        var attempt = Require(request, Deployment(Model(ModelCapabilities.Chat)));

        Assert.Equal(100, attempt.OutputBound);
        Assert.Empty(attempt.Dropped);
    }

    [Theory]
    [InlineData(128 * 1000, false)]
    [InlineData((128 * 1001) + 1, true)]
    public void Require_MoreThanTheModelCanHold_IsTooLongOnlyWhereThatIsCertain(int bytes, bool tooLong)
    {
        var request = Request($$""" "messages":[{"role":"user","content":"{{new string('a', bytes)}}"}] """, drops: true);
        var model = Model(ModelCapabilities.Chat) with { ContextLength = 1000 };
        if (tooLong)
        {
            Assert.Equal("context_length_exceeded", Refused(request, model).Code);
        }
        else
        {
            Require(request, Deployment(model));
        }
    }

    [Fact]
    public void Unmet_ByTheProvidersWire_IsLackingWhateverTheModel()
    {
        var provider = TestGateway.Provider() with { Quirks = new WireQuirks { Lacks = RequestNeeds.Logprobs | RequestNeeds.SeveralAnswers } };
        var request = Request($$"""{{Messages}}, "logprobs":true, "top_logprobs":2, "n":2""", drops: true);

        var attempt = Require(request, TestGateway.Deployment(provider));

        Assert.Equal(["n", "logprobs", "top_logprobs"], attempt.Dropped);
    }

    private static Attempt Require(GatewayRequest request, Deployment deployment)
    {
        var attempt = TestGateway.Attempt(request, deployment);
        CapabilityCheck.Require(attempt);
        return attempt;
    }

    private static Refusal Refused(GatewayRequest request, ModelInfo model) =>
        Assert.Throws<RefusalException>(() => Require(request, Deployment(model))).Refusal;

    private static ModelInfo Model(ModelCapabilities capabilities) => TestGateway.Deployment(capabilities: capabilities).Info with { MaxOutputTokens = 100 };

    private static Tollgate.Models.Deployment Deployment(ModelInfo model) => TestGateway.Deployment() with { Info = model };

    private static GatewayRequest Request(string members, bool drops = false) =>
        TestGateway.Request($$"""{"model":"m",{{members}}}""", new ManualTimeProvider(), tenant: TestGateway.Tenant with { DropsUnsupportedParameters = drops });
}
