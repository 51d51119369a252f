using System.Text.Json.Nodes;

namespace Tollgate.UpstreamSimulator.Gemini;

/// <summary><c>logprobsResult</c>: invented, but of the right shape and always the same.</summary>
internal static class GeminiLogprobs
{
    public static JsonObject Write(IReadOnlyList<string> tokens, int alternatives) => new()
    {
        ["chosenCandidates"] = new JsonArray([.. tokens.Select(token => Entry(token, 0))]),
        ["topCandidates"] = new JsonArray([.. tokens.Select(token => new JsonObject
        {
            ["candidates"] = new JsonArray([.. Enumerable.Range(0, alternatives).Select(rank => Entry(token, rank))]),
        })]),
    };

    private static JsonObject Entry(string token, int rank) => new()
    {
        ["token"] = rank == 0 ? token : $"{token}{rank}",
        ["tokenId"] = rank + 1,
        ["logProbability"] = -0.125 * (rank + 1),
    };
}
