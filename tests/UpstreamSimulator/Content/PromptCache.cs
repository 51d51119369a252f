namespace Tollgate.UpstreamSimulator;

/// <summary>
/// Which part of a prompt counts as cached. OpenAI caches prompts of 1,024 tokens and more in steps of 128; here such a prompt is
/// always found cached, as the same request must always get the same answer.
/// </summary>
internal static class PromptCache
{
    private const int Minimum = 1024;
    private const int Step = 128;

    public static int CachedTokens(int promptTokens, AnswerShape shape) =>
        Math.Min(promptTokens, shape.CachedTokens ?? (promptTokens >= Minimum ? promptTokens / Step * Step : 0));
}
