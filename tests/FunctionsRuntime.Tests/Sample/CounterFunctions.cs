using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;

namespace Tollgate.Tests.Sample;

public sealed class CounterFunctions(ClientBox box)
{
    [Function("AddToCounter")]
    public async Task<IResult> Add(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "counters/{key}/{by:int}")] HttpRequest request,
        string key,
        int by,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation)
    {
        box.Client = durable;
        await durable.Entities.SignalEntityAsync(new EntityInstanceId(nameof(CounterEntity), key), "add", by, cancellation: cancellation);
        return Results.Accepted();
    }

    [Function("Sweep")]
    public void Sweep([TimerTrigger("0 */5 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable) => box.Client = durable;
}
