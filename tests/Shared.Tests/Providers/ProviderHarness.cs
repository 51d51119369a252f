using System.Text;
using System.Text.Json.Nodes;
using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Providers;
using Tollgate.Testing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Providers;

/// <summary>Asks one provider and reads its whole answer.</summary>
internal sealed class ProviderHarness(Func<TimeProvider, IModelProvider> provider, Deployment? deployment = null)
{
    public ManualTimeProvider Time { get; } = new();

    public async Task<(JsonNode Answer, TokenUsage? Usage)> AskAsync(string json, Operation operation = Operation.Chat)
    {
        await using var told = (WholeAnswer)await StartAsync(json, operation);
        return (JsonNode.Parse(told.Body.Span)!, told.Usage);
    }

    public async Task<(List<JsonNode> Chunks, TokenUsage? Usage)> StreamAsync(string json, Operation operation = Operation.Chat)
    {
        await using var told = (StreamedAnswer)await StartAsync(json, operation);
        var chunks = new List<JsonNode>();
        var isDone = false;
        await foreach (var current in told.ReadEventsAsync())
        {
            Assert.False(isDone);
            isDone = current.Kind == StreamEventKind.Done;
            if (!isDone)
            {
                chunks.Add(JsonNode.Parse(Encoding.UTF8.GetString(current.Data.Span))!);
            }
        }

        Assert.True(isDone);
        return (chunks, told.Usage);
    }

    public async Task<Refusal> RefusedAsync(string json, Operation operation = Operation.Chat) =>
        (await Assert.ThrowsAsync<RefusalException>(() => StartAsync(json, operation))).Refusal;

    public Task<ProviderAnswer> StartAsync(string json, Operation operation = Operation.Chat) =>
        provider(Time).AskAsync(
            TestGateway.Attempt(TestGateway.Request(json, Time, operation), deployment ?? TestGateway.Deployment(TestGateway.Provider("demo"))), CancellationToken.None);
}
