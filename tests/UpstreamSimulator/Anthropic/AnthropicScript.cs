using System.Globalization;
using Tollgate.UpstreamSimulator.OpenAI;

namespace Tollgate.UpstreamSimulator.Anthropic;

/// <summary>What a prompt's <c>[simulate: …]</c> asks for: faults, and endings and costs that only this API has.</summary>
internal sealed record AnthropicScript
{
    public IReadOnlyList<Fault> Faults { get; private init; } = [];

    /// <summary><c>stop_reason</c> in place of the natural one: <c>refusal</c>, <c>pause-turn</c>, <c>context-window-exceeded</c>.</summary>
    public string? StopReason { get; private init; }

    /// <summary><c>redacted</c>: thinking comes encrypted.</summary>
    public bool IsRedacted { get; private init; }

    /// <summary><c>cited</c>: the text cites a document.</summary>
    public bool IsCited { get; private init; }

    /// <summary><c>cache-write-{tokens}</c>: so much of the prompt was written to the cache.</summary>
    public int CacheWrites { get; private init; }

    /// <summary><c>overloaded-after-{events}</c>: then the stream has an overload error, status 529 had it come first.</summary>
    public int? OverloadedAfter { get; private init; }

    public static AnthropicScript Read(string text) =>
        SimulationCommand.Find(text).Aggregate(new AnthropicScript(), (script, name) => script.With(name));

    private AnthropicScript With(string name) => name switch
    {
        "refusal" => this with { StopReason = "refusal" },
        "pause-turn" => this with { StopReason = "pause_turn" },
        "context-window-exceeded" => this with { StopReason = "model_context_window_exceeded" },
        "redacted" => this with { IsRedacted = true },
        "cited" => this with { IsCited = true },
        _ when Number(name, "cache-write-") is { } tokens => this with { CacheWrites = tokens },
        _ when Number(name, "overloaded-after-") is { } events => this with { OverloadedAfter = events },
        _ => this with
        {
            Faults =
            [
                .. Faults,
                FaultNames.TryFind(name, out var fault)
                    ? fault
                    : throw new RefusedException(new(400, "invalid_request_error", null, $"The simulator knows no fault '{name}'.")),
            ],
        },
    };

    private static int? Number(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.Ordinal) && int.TryParse(name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
