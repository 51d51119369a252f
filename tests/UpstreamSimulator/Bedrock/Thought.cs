using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tollgate.UpstreamSimulator.OpenAI;

namespace Tollgate.UpstreamSimulator.Bedrock;

/// <summary>Signed reasoning: what comes back has to be what was thought.</summary>
internal static class Thought
{
    private const string Text = "Let me think: „was ist 水“? ";

    /// <summary>As many tokens of it as are wanted.</summary>
    public static List<string> Tokenize(int count) => EchoText.Tokenize(Text, 0, new AnswerShape { Tokens = count });

    public static string Sign(string text) => $"sig{Fingerprint.Of(Encoding.UTF8.GetBytes(text))}";

    public static JsonObject Block(string text) => new()
    {
        ["reasoningContent"] = new JsonObject { ["reasoningText"] = new JsonObject { ["text"] = text, ["signature"] = Sign(text) } },
    };

    /// <exception cref="RefusedException">The signature is not that of the text.</exception>
    public static void Require(JsonElement block)
    {
        if (!block.TryGetProperty("reasoningText", out var thought))
        {
            block.GetProperty("redactedContent").GetBytesFromBase64();
            return;
        }

        if (!thought.TryGetProperty("signature", out var signature) || signature.GetString() != Sign(thought.GetProperty("text").GetString()!))
            throw BedrockErrors.Invalid("Invalid `signature` in `thinking` block");
    }
}
