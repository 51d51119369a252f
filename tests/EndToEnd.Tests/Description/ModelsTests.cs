using System.Text.Json;
using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Description;

public abstract class ModelsTests(GatewayUnderTest gateway)
{
    [Fact]
    public async Task Models_Listed_AreThePublicNamesInOrder()
    {
        var reply = await gateway.SendAsync(Call.Get("/v1/models"));

        Assert.Equal("list", reply.Json.GetProperty("object").GetString());
        var names = reply.Json.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()!).ToArray();
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.Contains("acme/small@v1", names);
        Assert.DoesNotContain("gpt-4o", names);
    }

    [Fact]
    public async Task Model_ById_TellsWhatACallerWantsToKnow()
    {
        var model = (await gateway.SendAsync(Call.Get("/v1/models/chat"))).Json;

        Assert.Equal("chat", model.GetProperty("id").GetString());
        Assert.Equal("model", model.GetProperty("object").GetString());
        Assert.Equal("simulator", model.GetProperty("owned_by").GetString());
        Assert.Equal(JsonValueKind.Number, model.GetProperty("created").ValueKind);
        Assert.Equal("Chat", model.GetProperty("name").GetString());
        Assert.Equal(128_000, model.GetProperty("context_length").GetInt32());
        Assert.Equal(16_384, model.GetProperty("max_output_tokens").GetInt32());
        Assert.Contains("vision", model.GetProperty("capabilities").EnumerateArray().Select(capability => capability.GetString()));
        Assert.Equal(3m, model.GetProperty("pricing").GetProperty("input").GetDecimal());
        Assert.Equal(0.7m, model.GetProperty("pricing").GetProperty("cache_read").GetDecimal());
        Assert.Equal(11m, model.GetProperty("pricing").GetProperty("output").GetDecimal());
    }

    [Theory]
    [InlineData("/v1/models/acme/small@v1")]
    [InlineData("/v1/models/acme%2Fsmall%40v1")]
    [InlineData("/v1/models/acme%2fsmall@v1")]
    public async Task Model_WithASlashInItsName_IsFoundEscapedOrNot(string path)
    {
        var reply = await gateway.SendAsync(Call.Get(path));

        Assert.Equal(200, reply.Status);
        Assert.Equal("acme/small@v1", reply.Json.GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("/v1/models/none")]
    [InlineData("/v1/models/a/b/c/d")]
    [InlineData("/v1/models/%20")]
    [InlineData("/v1/models/%0d%0aset-cookie:a=b")]
    [InlineData("/v1/models/%25")]
    [InlineData("/v1/models/%C3%28")]
    public async Task Model_Unknown_Is404(string path)
    {
        var reply = await gateway.SendAsync(Call.Get(path));

        Envelope.Check(reply, 404, "invalid_request_error", "model_not_found", "model");
    }

    [Fact]
    public async Task Models_AskedForByHead_AnswerWithoutABody()
    {
        var reply = await gateway.SendAsync(Call.Get("/v1/models") with { Method = HttpMethod.Head });

        Assert.Equal(200, reply.Status);
        Assert.Empty(reply.Body);
        Assert.True(reply.Headers.ContainsKey("x-request-id"));
    }
}

public sealed class SelfHostModelsTests(SelfHostGateway gateway) : ModelsTests(gateway), IClassFixture<SelfHostGateway>;

public sealed class FunctionAppModelsTests(FunctionAppGateway gateway) : ModelsTests(gateway), IClassFixture<FunctionAppGateway>;
