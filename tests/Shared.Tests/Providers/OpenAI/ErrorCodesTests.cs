using Tollgate.Providers.OpenAI;
using Tollgate.Providers.Upstream;

namespace Tollgate.Tests.Providers.OpenAI;

public sealed class ErrorCodesTests
{
    [Theory]
    [InlineData(404, "404", "The model `x` does not exist.", "model_not_found")]
    [InlineData(404, null, "model 'x' not found", "model_not_found")]
    [InlineData(400, "unknown_model", "Unknown model: x", "model_not_found")]
    [InlineData(400, "400", "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens.", "context_length_exceeded")]
    [InlineData(400, "400", "temperature must be non-negative", null)]
    [InlineData(404, "", "Not Found", null)]
    [InlineData(404, "DeploymentNotFound", "The API deployment for this resource does not exist.", "DeploymentNotFound")]
    [InlineData(400, "content_filter", "filtered", "content_filter")]
    [InlineData(400, null, null, null)]
    public void Normalize_AnUpstreamsOwnWay_IsOpenAIsCodeWhereTheSameIsMeant(int status, string? code, string? message, string? told)
    {
        var error = new UpstreamError(Message: message, Type: "t", Code: code, Param: "p");

        Assert.Equal(error with { Code = told }, ErrorCodes.Normalize(error, status));
    }
}
