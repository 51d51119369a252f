using System.Text.Json.Nodes;

namespace Tollgate.UpstreamSimulator.OpenAI.Chat;

/// <summary>A call of a tool; its arguments are kept as the tokens that a stream sends one by one.</summary>
internal sealed record ToolCall(string Id, string Name, IReadOnlyList<string> Arguments)
{
    public int NameTokens => Tokens.Count(Name);

    public int TokenCount => NameTokens + Arguments.Count;

    public JsonObject Write() => new()
    {
        ["id"] = Id,
        ["type"] = "function",
        ["function"] = new JsonObject { ["name"] = Name, ["arguments"] = string.Concat(Arguments) },
    };

    /// <summary>The call as far as <paramref name="budget"/> tokens carry it; a model that runs out stops within its arguments.</summary>
    public ToolCall Within(int budget) => this with { Arguments = [.. Arguments.Take(Math.Max(0, budget - NameTokens))] };
}
