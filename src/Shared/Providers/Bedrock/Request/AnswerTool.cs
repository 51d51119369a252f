using System.Text.Json;
using Tollgate.Providers.Chat.Request;

namespace Tollgate.Providers.Bedrock.Request;

/// <summary>
/// Structured output where a model has none of its own: a tool whose input is the answer. The model is made to call it, and
/// the client sees content.
/// </summary>
/// <param name="Name">Unlike any of the client's tools.</param>
/// <param name="Description">For the model.</param>
/// <param name="Schema">Of the answer; undefined for any object.</param>
internal sealed record AnswerTool(string Name, string Description, JsonElement Schema)
{
    /// <summary>Null where text is wanted, or where the client has the model call a tool of its own in any case.</summary>
    public static AnswerTool? Of(ChatRequest chat)
    {
        var format = chat.ResponseFormat;
        if (format.Kind == ResponseFormatKind.Text || chat.ToolChoice.Mode is ToolChoiceMode.Required or ToolChoiceMode.Function)
        {
            return null;
        }

        var name = "json_answer";
        while (chat.Tools.Any(tool => tool.Name == name))
        {
            name += "_";
        }

        return new AnswerTool(name, format.Description is { Length: > 0 } told ? $"Gives the answer to the user: {told}" : "Gives the answer to the user.", format.Schema);
    }

    /// <summary>For models that cannot be made to call it.</summary>
    public string Instruction => $"Always give your answer by calling the tool {Name}, and never as text.";
}
