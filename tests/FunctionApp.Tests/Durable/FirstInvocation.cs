using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.FunctionApp.Durable;

namespace Tollgate.Tests.Durable;

/// <summary>Does what every shell does before anything else.</summary>
public sealed class FirstInvocation
{
    [Function(nameof(FirstInvocation))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, [DurableClient] DurableTaskClient durable)
    {
        request.HttpContext.RequestServices.GetRequiredService<DurableClientAccessor>().Client = durable;
        return Results.NoContent();
    }
}
