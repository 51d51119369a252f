using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Tollgate.Tests.Sample;

public sealed class LifetimeFunctions(Probe probe, ScopedResource resource)
{
    [Function("Waits")]
    public async Task Waits(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "waits")] HttpRequest request, CancellationToken cancellation)
    {
        request.HttpContext.RequestAborted.Register(probe.Aborted.SetResult);
        cancellation.Register(probe.Cancelled.SetResult);
        await request.HttpContext.Response.WriteAsync("first", cancellation);
        await request.HttpContext.Response.Body.FlushAsync(cancellation);
        probe.Entered.SetResult();
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
    }

    [Function("Scoped")]
    public IResult Scoped([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "scoped")] HttpRequest request)
    {
        var isSameScope = ReferenceEquals(request.HttpContext.RequestServices.GetRequiredService<ScopedResource>(), resource);
        probe.Events.Add($"ran, same scope: {isSameScope}");
        return Results.Text("Scoped");
    }
}
