using Tollgate.Pipeline;

namespace Tollgate.Endpoints.Surfaces;

/// <summary>Refuses what a surface has no way to tell, before anybody pays for it.</summary>
internal static class SurfaceLimits
{
    /// <param name="facts">Of the request.</param>
    /// <param name="tellsCalls">The surface has room for calls of tools.</param>
    /// <exception cref="RefusalException">The request asks for more than the surface's answers have room for.</exception>
    public static void Require(RequestFacts facts, bool tellsCalls)
    {
        var asked = facts.Cost.N > 1 ? "n"
            : facts.Needs.HasFlag(RequestNeeds.Logprobs) ? "logprobs"
            : facts.Needs.HasFlag(RequestNeeds.AudioOutput) ? "modalities"
            : facts.Needs.HasFlag(RequestNeeds.Tools) && !tellsCalls ? "tools"
            : null;
        if (asked is not null)
        {
            throw UnsupportedParameters.Refuse(asked, $"The answers of this route have no room for '{asked}'. Leave it out, or use /v1/chat/completions.");
        }
    }
}
