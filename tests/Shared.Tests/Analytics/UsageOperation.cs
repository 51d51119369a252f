using System.Text.Json;
using Tollgate.Analytics;
using Tollgate.State;

namespace Tollgate.Tests.Analytics;

/// <summary>Operations for a usage entity, and their delivery as a store does it: state and operation pass through JSON.</summary>
internal static class UsageOperation
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public static UsageRow Row(int hour = 12, string? user = "ann", string? model = "gpt", int status = 200, long requests = 1, long cost = 10) =>
        new()
        {
            Hour = hour,
            User = user,
            Model = model,
            Provider = "demo",
            Status = status,
            Totals = new UsageTotals { Requests = requests, Input = 3 * requests, Output = 2 * requests, CostNanoUsd = cost },
        };

    public static Envelope Add(string sender, long seq, params UsageRow[] rows) =>
        Envelope.Create(UsageAddition.Kind, $"{sender}-{seq}", new UsageAddition { Sender = sender, Seq = seq, Rows = rows });

    public static Envelope Raw(string payload, string id = "raw") =>
        new() { Kind = UsageAddition.Kind, Id = id, Payload = JsonDocument.Parse(payload).RootElement };

    public static UsageState Deliver(params IEnumerable<Envelope> operations) => DeliverTo(UsageState.Empty, operations);

    public static UsageState DeliverTo(UsageState state, params IEnumerable<Envelope> operations) =>
        operations.Aggregate(state, (current, operation) => UsageState.Apply(Copy(current, StateJson.Options), operation, Noon));

    public static T Copy<T>(T value, JsonSerializerOptions? options = null) =>
        JsonSerializer.Deserialize<T>(JsonSerializer.SerializeToUtf8Bytes(value, options), options)!;
}
