using System.Text;
using System.Text.Json.Nodes;

namespace Tollgate.UpstreamSimulator.OpenAI.Chat;

/// <summary>The <c>logprobs</c> of a choice: invented, but of the right shape and always the same.</summary>
internal static class LogprobsJson
{
    /// <returns>Null where the client did not ask.</returns>
    public static JsonObject? Write(IEnumerable<string> tokens, int? alternatives) => alternatives is not { } count ? null : new JsonObject
    {
        ["content"] = new JsonArray([.. tokens.Select(token =>
        {
            var entry = Entry(token, 0);
            entry["top_logprobs"] = new JsonArray([.. Enumerable.Range(0, count).Select(rank => Entry(token, rank))]);
            return entry;
        })]),
        ["refusal"] = null,
    };

    private static JsonObject Entry(string token, int rank)
    {
        var text = rank == 0 ? token : $"{token}{rank}";
        return new JsonObject
        {
            ["token"] = text,
            ["logprob"] = -0.125 * (rank + 1),
            ["bytes"] = new JsonArray([.. Encoding.UTF8.GetBytes(text).Select(value => JsonValue.Create((int)value))]),
        };
    }
}
