using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Tollgate.Tests.Sample;

public sealed class FaultyFunctions
{
    [Function("ThrowsEarly")]
    public Task<IResult> ThrowsEarly([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "early")] HttpRequest request)
    {
        request.HttpContext.Response.Headers["x-half"] = "done";
        throw new InvalidOperationException("early");
    }

    [Function("ThrowsLate")]
    public async Task ThrowsLate([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "late")] HttpRequest request)
    {
        await request.HttpContext.Response.WriteAsync("half");
        await request.HttpContext.Response.Body.FlushAsync();
        throw new InvalidOperationException("late");
    }

    [Function("ReadsBody")]
    public async Task<IResult> ReadsBody([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "body")] HttpRequest request)
    {
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return Results.Text($"{body.Length}");
    }
}
