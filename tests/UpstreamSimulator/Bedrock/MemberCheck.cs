using Tollgate.UpstreamSimulator.OpenAI;

namespace Tollgate.UpstreamSimulator.Bedrock;

/// <summary>What Bedrock says of members that it does not know.</summary>
internal static class MemberCheck
{
    /// <exception cref="RefusedException">400: there is another.</exception>
    public static void AllowOnly(this RequestFields fields, string path, params ReadOnlySpan<string> names)
    {
        foreach (var name in fields.Names)
        {
            if (!names.Contains(name))
                throw BedrockErrors.Invalid($"Malformed input request: {path}: extraneous key [{name}] is not permitted, please reformat your input and try again.");
        }
    }
}
