using System.Text.RegularExpressions;

namespace Tollgate.Pricing;

/// <summary>How providers derive the names of snapshots and of regional profiles from the name of a model.</summary>
internal static partial class ModelName
{
    /// <summary>
    /// The names that <paramref name="modelId"/> is a dated, versioned or regional form of, nearest first:
    /// <c>us.anthropic.claude-x-20240229-v1:0</c> gives the same without <c>-v1:0</c>, without the date, and without
    /// <c>us.</c>. It cuts nothing else off: <c>gpt-4o-mini</c> is no form of <c>gpt-4o</c>.
    /// </summary>
    public static IEnumerable<string> BroaderFormsOf(string modelId)
    {
        foreach (var name in UnversionedFormsOf(modelId))
            yield return name;

        var unprofiled = InferenceProfile().Replace(modelId, "");
        if (unprofiled.Length == modelId.Length)
            yield break;

        yield return unprofiled;
        foreach (var name in UnversionedFormsOf(unprofiled))
            yield return name;
    }

    private static IEnumerable<string> UnversionedFormsOf(string name)
    {
        for (var version = Version().Match(name); version.Success; version = Version().Match(name))
        {
            name = name[..version.Index];
            yield return name;
        }
    }

    // Four-digit snapshots (gpt-3.5-turbo-0613) and bare numbers (embed-v4) are left out: theirs are other models and prices.
    [GeneratedRegex(
        @"(?:-20[0-9]{2}-[01][0-9]-[0-3][0-9]|[-@]20[0-9]{2}[01][0-9][0-3][0-9]|-v[0-9]+:[0-9]+|-latest)\z",
        RegexOptions.IgnoreCase)]
    private static partial Regex Version();

    // The vendor after the region (us.anthropic.…) is what tells a Bedrock profile from a name with a dot in it.
    [GeneratedRegex(@"^(?:us|us-gov|ca|eu|apac|jp|au|global)\.(?=[a-z]+\.)", RegexOptions.IgnoreCase)]
    private static partial Regex InferenceProfile();
}
