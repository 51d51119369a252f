using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tollgate.Endpoints.Body;
using Tollgate.Pipeline;
using Tollgate.Providers.OpenAI;
using Tollgate.Testing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Endpoints.Body;

public sealed class BodyProperties
{
    [Fact]
    public void Parse_AnyBytes_GivesFactsOrARefusalOfTheClient() => Properties.Check(BodyGenerators.MutatedBodies, bytes =>
    {
        foreach (var schema in (BodySchema[])[BodySchema.Chat, BodySchema.Completions, BodySchema.Embeddings])
        {
            try
            {
                var facts = BodyParser.Parse(bytes, schema);
                Assert.Equal(facts.Model, JsonSerializer.Deserialize<string>(bytes.AsSpan(facts.ModelValue.Start, facts.ModelValue.Length)));
            }
            catch (RefusalException refused)
            {
                Assert.InRange(refused.Refusal.Status, 400, 499);
            }
        }
    }, runs: 1000);

    [Fact]
    public void Splices_AnyBody_ChangeOnlyModelAndIncludeUsage() => Properties.Check(BodyGenerators.Bodies, json =>
    {
        GatewayRequest request;
        try
        {
            request = TestGateway.Request(json, new ManualTimeProvider());
        }
        catch (RefusalException)
        {
            return;
        }

        var sent = Send(request);

        var expected = Readable(json).AsObject();
        expected["model"] = "upstream-model";
        if (request.Facts.Stream)
        {
            expected["stream_options"] = expected["stream_options"] as JsonObject ?? [];
            expected["stream_options"]!["include_usage"] = true;
        }

        Assert.True(JsonNode.DeepEquals(expected, Readable(Encoding.UTF8.GetString(sent))), $"{json}\n became \n{Encoding.UTF8.GetString(sent)}");
        AssertRestUntouched(Encoding.UTF8.GetBytes(json), sent, OpenAIRequest.Splices(TestGateway.Attempt(request)));
    }, runs: 1000);

    /// <summary>A lone surrogate passes the gateway, but not this test's own parser.</summary>
    private static JsonNode Readable(string json) => JsonNode.Parse(json.Replace("\\ud800", "lone", StringComparison.Ordinal))!;

    private static byte[] Send(GatewayRequest request)
    {
        using var content = new SplicedContent(request.Body, OpenAIRequest.Splices(TestGateway.Attempt(request)));
        using var stream = new MemoryStream();
        content.CopyToAsync(stream).GetAwaiter().GetResult();
        Assert.Equal(stream.Length, content.Headers.ContentLength);
        return stream.ToArray();
    }

    /// <summary>Undoes the splices from the back: what is left must be the client's bytes.</summary>
    private static void AssertRestUntouched(byte[] original, byte[] sent, Splice[] splices)
    {
        var restored = sent.ToList();
        var shift = splices.Sum(splice => splice.Replacement.Length - splice.Removed);
        foreach (var splice in splices.Reverse())
        {
            shift -= splice.Replacement.Length - splice.Removed;
            restored.RemoveRange(splice.Position + shift, splice.Replacement.Length);
            restored.InsertRange(splice.Position + shift, original.AsSpan(splice.Position, splice.Removed));
        }

        Assert.Equal(original, restored);
    }
}
