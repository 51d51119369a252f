namespace Tollgate.UpstreamSimulator.OpenAI.Chat;

/// <summary>How long a model thinks: a fixed number of tokens for each effort.</summary>
internal static class Reasoning
{
    public static int TokensFor(SimulatedModel model, string? effort) => !model.Reasons ? 0 : effort switch
    {
        "none" or "minimal" => 0,
        "low" => 32,
        "high" => 128,
        "xhigh" => 256,
        _ => 64,
    };
}
