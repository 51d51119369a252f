using System.Globalization;
using System.Text.Json;

namespace Tollgate.Tests.Integration;

/// <summary>What came back, whole or put together from a stream that was complete.</summary>
/// <param name="Content">Text of the answer.</param>
/// <param name="Tool">Name of the first tool called, and its arguments; empty: none.</param>
/// <param name="PromptTokens">As billed.</param>
/// <param name="CompletionTokens">As billed.</param>
/// <param name="CostUsd">What the gateway booked.</param>
internal sealed record LiveAnswer(string Content, (string Name, string Arguments) Tool, long PromptTokens, long CompletionTokens, decimal CostUsd)
{
    private const string Data = "data: ";
    private const string Cost = ": x-tollgate-cost-usd: ";

    public static LiveAnswer OfWhole(string json, string cost) => Read([JsonElement.Parse(json)], cost);

    public static LiveAnswer OfStream(string text)
    {
        var lines = text.Split('\n');
        Assert.Contains("data: [DONE]", lines);
        var events = lines.Where(line => line.StartsWith(Data, StringComparison.Ordinal)).Select(line => line[Data.Length..]).Where(data => data != "[DONE]");
        var cost = lines.Single(line => line.StartsWith(Cost, StringComparison.Ordinal))[Cost.Length..];
        return Read([.. events.Select(data => JsonElement.Parse(data))], cost);
    }

    private static LiveAnswer Read(IReadOnlyList<JsonElement> parts, string cost)
    {
        var said = parts.SelectMany(part => part.GetProperty("choices").EnumerateArray())
            .Select(choice => choice.TryGetProperty("message", out var message) ? message : choice.GetProperty("delta"))
            .ToArray();
        var functions = said.Select(one => Member(one, "tool_calls"))
            .Where(calls => calls.ValueKind == JsonValueKind.Array)
            .SelectMany(calls => calls.EnumerateArray())
            .Select(call => call.GetProperty("function"))
            .ToArray();
        var usage = parts.Select(part => Member(part, "usage")).Last(found => found.ValueKind == JsonValueKind.Object);
        return new LiveAnswer(
            Joined(said, "content"),
            (Joined(functions, "name"), Joined(functions, "arguments")),
            usage.GetProperty("prompt_tokens").GetInt64(),
            usage.GetProperty("completion_tokens").GetInt64(),
            decimal.Parse(cost, NumberStyles.Float, CultureInfo.InvariantCulture));
    }

    private static string Joined(IEnumerable<JsonElement> parts, string name) =>
        string.Concat(parts.Select(part => Member(part, name)).Where(text => text.ValueKind == JsonValueKind.String).Select(text => text.GetString()));

    private static JsonElement Member(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value : default;
}
