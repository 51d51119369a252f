using System.Text;
using Tollgate.Endpoints.Body;
using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Pricing.Ceilings;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Pricing.Ceilings;

/// <summary>Deployments and ceilings for the tests of this folder.</summary>
internal static class CeilingCases
{
    public static readonly ModelInfo Model = new()
    {
        Id = "model",
        ContextLength = 100_000,
        MaxOutputTokens = 8_000,
        Capabilities = ModelCapabilities.Chat,
        Price = new ModelPrice { Input = 2, Output = 10 },
    };

    public static Deployment Deployment(ModelInfo model, string type = "openai") => TestGateway.Deployment() with
    {
        Provider = TestGateway.Provider() with { Type = type },
        UpstreamModel = model.Id,
        Info = model,
    };

    /// <summary>The ceiling of a chat request, whose body must be exactly as many bytes as the test counts on.</summary>
    public static CostCeiling Of(string json, ModelInfo? model = null, string type = "openai", Operation operation = Operation.Chat) =>
        CostCeiling.Of(BodyParser.Parse(Encoding.UTF8.GetBytes(json), TestGateway.SchemaOf(operation)), operation, Deployment(model ?? Model, type));

    /// <summary>A chat request with one message, padded with blanks to <paramref name="bytes"/>.</summary>
    public static string Chat(int bytes, string members = "", string content = "\"x\"")
    {
        var body = $$"""{"model":"m",{{members}}"messages":[{"role":"user","content":{{content}}}]}""";
        return body.Insert(1, new string(' ', bytes - Encoding.UTF8.GetByteCount(body)));
    }
}
