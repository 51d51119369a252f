using System.Globalization;
using System.Text.RegularExpressions;

namespace Tollgate.Providers.Anthropic;

/// <summary>
/// What a Claude model accepts, told by the version in its name as the vendor's migration guides have it: a model newer than this
/// code is taken for one like the newest it knows. A name that tells no version is asked in the way that most models understand.
/// </summary>
/// <param name="Tier">As in <c>opus</c>; empty where the name tells none.</param>
/// <param name="Version">Four hundred and six for 4.6; 0 where the name tells none.</param>
internal sealed partial record ClaudeGeneration(string Tier, int Version)
{
    /// <summary>Decides for itself how long to think, guided by an effort.</summary>
    public bool TakesAdaptiveThinking => Version >= 406;

    /// <summary>Thinks within a budget of tokens.</summary>
    public bool TakesThinkingBudget => Version is 0 or (>= 307 and < 406);

    /// <summary>Knows an effort between <c>high</c> and <c>max</c>.</summary>
    public bool TakesExtraHighEffort => Version >= 407;

    /// <summary>Thinks unless told not to.</summary>
    public bool ThinksUnasked => Version >= 500;

    /// <summary>Tells what it thought only when asked to.</summary>
    public bool OmitsThinking => Version >= 407;

    /// <summary>The type of <c>thinking</c> that keeps it from thinking before it answers; null where nothing does.</summary>
    public string? ThinkingOff => Tier switch
    {
        "fable" or "mythos" => null,
        "opus" when Version >= 505 => null,
        "sonnet" when Version >= 505 => "between_tools",
        _ => "disabled",
    };

    /// <summary>Takes <c>temperature</c>, <c>top_p</c> and <c>top_k</c> other than their defaults.</summary>
    public bool TakesSampling => Version < 407;

    /// <summary>Of <c>temperature</c> and <c>top_p</c>, takes one at the most.</summary>
    public bool TakesOneOfSampling => Version is >= 401 and < 407;

    /// <summary>Can be made to call a tool.</summary>
    public bool TakesForcedTools => Tier switch
    {
        "fable" or "mythos" => Version < 501,
        "opus" or "sonnet" => Version < 505,
        _ => true,
    };

    /// <summary>Can be made to call a tool and think before it does.</summary>
    public bool TakesForcedToolsThinking => ThinksUnasked && TakesForcedTools;

    /// <summary>Keeps to a schema, for answers (<c>output_config.format</c>) and for arguments (<c>strict</c>).</summary>
    public bool TakesSchema => Version >= 405;

    public static ClaudeGeneration Of(string model)
    {
        var match = Name().Match(model);
        return match.Success
            ? new ClaudeGeneration(match.Groups["tier"].Value.ToLowerInvariant(), (Number(match.Groups["major"]) * 100) + Number(match.Groups["minor"]))
            : new ClaudeGeneration("", 0);
    }

    private static int Number(Group digits) => digits.Success ? int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture) : 0;

    // claude-sonnet-4-5-20250929, claude-3-5-haiku-20241022, anthropic.claude-opus-5: a date is no minor version.
    [GeneratedRegex(
        "claude-(?:(?<tier>[a-z]+)-)?(?<major>[0-9]{1,2})(?:[-.](?<minor>[0-9]{1,2}))?(?![0-9])(?:-(?<tier>opus|sonnet|haiku))?",
        RegexOptions.IgnoreCase)]
    private static partial Regex Name();
}
