using System.Globalization;
using Tollgate.Models;
using Tollgate.Pricing;

namespace Tollgate.Providers.Gemini.Request;

/// <summary>What of a model decides how it is asked.</summary>
/// <param name="Name">The upstream's name for it.</param>
/// <param name="Version">As in 2.5; a name without one, such as <c>gemini-flash-latest</c>, is of the newest.</param>
/// <param name="Reasons">It thinks before it answers, or nobody knows.</param>
internal readonly record struct GeminiModel(string Name, decimal Version, bool Reasons)
{
    private const string Prefix = "gemini-";

    /// <summary>It signs its tool calls, and refuses to go on without the signature.</summary>
    public bool RequiresSignatures => Version >= 3;

    /// <summary>How much it thinks is said by a level and not in tokens.</summary>
    public bool ThinksByLevel => Version >= 3;

    public bool IsPro => Name.Contains("pro", StringComparison.Ordinal);

    public static GeminiModel Of(Deployment deployment)
    {
        var name = deployment.UpstreamModel;
        var at = name.IndexOf(Prefix, StringComparison.Ordinal);
        var behind = at < 0 ? "" : name[(at + Prefix.Length)..].Split('-')[0];
        var version = decimal.TryParse(behind, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var told) ? told : decimal.MaxValue;
        return new GeminiModel(name, version, deployment.Info.Can(ModelCapabilities.Reasoning));
    }
}
