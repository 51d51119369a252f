using System.Text.RegularExpressions;

namespace Tollgate.Configuration.Profiles;

/// <summary>
/// Newer models of Bedrock's are served through inference profiles only, which spread requests over the regions of a
/// geography: their name goes before the model's, as in <c>eu.anthropic.claude-…</c>.
/// </summary>
internal static partial class InferenceProfile
{
    /// <summary>
    /// The geography that a region is in. Null where AWS has none of its own: requests leave for other continents only when
    /// the operator says <c>global</c>.
    /// </summary>
    public static string? GeographyOf(string region) => region switch
    {
        _ when region.StartsWith("us-gov-", StringComparison.Ordinal) => "us-gov",
        _ when region.StartsWith("us-", StringComparison.Ordinal) || region.StartsWith("ca-", StringComparison.Ordinal) => "us",
        _ when region.StartsWith("eu-", StringComparison.Ordinal) => "eu",
        _ when region.StartsWith("ap-", StringComparison.Ordinal) => "apac",
        _ => null,
    };

    /// <summary>The name to ask for: with the geography before it where the model needs one and has none.</summary>
    /// <param name="model">A model's id; an ARN or the name of a profile stays as it is.</param>
    /// <param name="aws">Of its provider.</param>
    public static string Apply(string model, AwsOptions aws) =>
        aws.Geography is { } geography && Needs().IsMatch(model) ? $"{Nearest(geography, model, aws.Region)}.{model}" : model;

    /// <summary>Asia has no profile of its own for Claude from 4.5 on, but Japan and Australia do.</summary>
    private static string Nearest(string geography, string model, string region) => (geography, region) switch
    {
        ("apac", "ap-northeast-1" or "ap-northeast-3") when NewClaude().IsMatch(model) => "jp",
        ("apac", "ap-southeast-2" or "ap-southeast-4") when NewClaude().IsMatch(model) => "au",
        _ => geography,
    };

    // Claude but for its first three generations, Nova, Llama from 3.1 on, and a few others.
    [GeneratedRegex(
        @"^(?:anthropic\.claude-(?!v\d|instant|3-sonnet|3-haiku|3-opus|3-5-sonnet-20240620)|amazon\.nova-|meta\.llama(?:3-[1-9]-|[4-9])|mistral\.pixtral-large|deepseek\.r1|writer\.palmyra)")]
    private static partial Regex Needs();

    [GeneratedRegex(@"^anthropic\.claude-(?!3-|(?:opus|sonnet)-4-(?:20|1-))")]
    private static partial Regex NewClaude();
}
