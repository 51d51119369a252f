using System.Text.Json;

namespace Tollgate.UpstreamSimulator.OpenAI;

/// <summary>A text, a list of texts, a list of tokens, or a list of such lists: prompts and embedding inputs alike.</summary>
internal static class PromptInput
{
    public static IReadOnlyList<(string Text, int Tokens)> Read(RequestFields body, string name)
    {
        var input = body.Required(name, JsonValueKind.String, JsonValueKind.Array);
        if (input.ValueKind is JsonValueKind.String)
            return [ReadText(input)];
        if (input.GetArrayLength() == 0)
        {
            throw RefusedException.Invalid(
                $"Invalid '{name}': empty array. Expected an array with minimum length 1, but got an empty array instead.", name, "empty_array");
        }

        return input[0].ValueKind is JsonValueKind.Number
            ? [ReadTokens(input)]
            : [.. input.EnumerateArray().Select(item => item.ValueKind switch
            {
                JsonValueKind.String => ReadText(item),
                JsonValueKind.Array => ReadTokens(item),
                _ => throw RequestFields.WrongType(name, "a string or an array", item),
            })];
    }

    private static (string Text, int Tokens) ReadText(JsonElement text) => (text.GetString()!, Tokens.Count(text.GetString()!));

    private static (string Text, int Tokens) ReadTokens(JsonElement tokens) => (tokens.GetRawText(), tokens.GetArrayLength());
}
