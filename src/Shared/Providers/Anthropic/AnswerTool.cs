using System.Text.Json;
using Tollgate.Providers.Chat.Request;

namespace Tollgate.Providers.Anthropic;

/// <summary>The tool that a model without schemas for answers is made to call: its input is the answer.</summary>
internal static class AnswerTool
{
    public const string Name = "tollgate_answer";

    public static void Write(Utf8JsonWriter json, ResponseFormat format)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, Name);
        json.WriteString("description"u8, format.Description ?? "Gives the answer to the user.");
        json.WritePropertyName("input_schema"u8);
        if (format.Kind == ResponseFormatKind.JsonSchema)
        {
            ToolWriter.WriteInputSchema(json, format.Schema);
        }
        else
        {
            json.WriteRawValue("""{"type":"object","additionalProperties":true}"""u8);
        }

        json.WriteEndObject();
    }
}
