using System.Text.Json;
using Tollgate.Providers.Chat.Answer;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.Gemini.Answer;

/// <summary>Why a candidate ended, in OpenAI's words.</summary>
internal static class FinishReasons
{
    /// <param name="candidate">The one that ended, with what Gemini says about it.</param>
    /// <param name="reason">Its <c>finishReason</c>.</param>
    /// <param name="calledTools">It called tools: Gemini ends such an answer like any other.</param>
    /// <param name="provider">For the message of an error.</param>
    /// <exception cref="UpstreamException">The model failed, as with a tool call that it could not put into words.</exception>
    public static string Map(JsonElement candidate, string reason, bool calledTools, string provider) => reason switch
    {
        "STOP" => calledTools ? FinishReason.ToolCalls : FinishReason.Stop,
        "MAX_TOKENS" => FinishReason.Length,
        _ when IsBlock(reason) => FinishReason.ContentFilter,
        _ => throw UpstreamErrors.InBand(
            502, new UpstreamError($"the model ended with {reason}. {CandidateReader.Text(candidate, "finishMessage")}".TrimEnd(), null, null, null), provider),
    };

    /// <summary>Why it was blocked, for people; null if it was not.</summary>
    public static string? Refusal(JsonElement candidate, string reason) =>
        IsBlock(reason) ? Blocked("answer", reason, CandidateReader.Text(candidate, "finishMessage"), candidate) : null;

    /// <summary>The same for a prompt that got no answer; null if it was not blocked.</summary>
    public static string? PromptRefusal(JsonElement answer) =>
        answer.TryGetProperty("promptFeedback", out var feedback) && CandidateReader.Text(feedback, "blockReason") is { } reason
            ? Blocked("prompt", reason, CandidateReader.Text(feedback, "blockReasonMessage"), feedback)
            : null;

    private static bool IsBlock(string reason) => reason is "SAFETY" or "RECITATION" or "LANGUAGE" or "BLOCKLIST" or "PROHIBITED_CONTENT" or "SPII"
        or "IMAGE_SAFETY" or "IMAGE_PROHIBITED_CONTENT" or "IMAGE_RECITATION";

    private static string Blocked(string what, string reason, string? message, JsonElement rated)
    {
        var ratings = rated.TryGetProperty("safetyRatings", out var told) ? told.EnumerateArray().ToArray() : [];
        var categories = string.Join(", ", ratings
            .Where(rating => rating.TryGetProperty("blocked", out var blocked) && blocked.GetBoolean())
            .Select(rating => CandidateReader.Text(rating, "category")));
        return $"The provider blocked the {what}: {reason}{(categories.Length > 0 ? $" ({categories})" : "")}.{(message is null ? "" : $" {message}")}";
    }
}
