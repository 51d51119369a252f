using System.Text.Json;
using Tollgate.Pipeline;

namespace Tollgate.Endpoints.Body;

/// <summary>Tells from a member's value what the request needs of its target. The value itself is left unread.</summary>
internal static class NeedsReader
{
    public static RequestNeeds OfTools(Utf8JsonReader tools) =>
        tools.Read() && tools.TokenType != JsonTokenType.EndArray ? RequestNeeds.Tools : RequestNeeds.None;

    /// <summary>Left to the model, which is what it does anyway, a choice needs nothing.</summary>
    public static RequestNeeds OfToolChoice(ref Utf8JsonReader choice) =>
        choice.TokenType == JsonTokenType.String && choice.ValueTextEquals("auto"u8) ? RequestNeeds.None : RequestNeeds.ToolChoice;

    public static RequestNeeds OfEffort(ref Utf8JsonReader effort) =>
        effort.ValueTextEquals("none"u8) ? RequestNeeds.None : RequestNeeds.Reasoning;

    /// <summary>Whether the form of answer is one by schema.</summary>
    public static RequestNeeds OfFormat(Utf8JsonReader format)
    {
        while (format.Read() && format.TokenType == JsonTokenType.PropertyName)
        {
            var isType = format.ValueTextEquals("type"u8);
            format.Read();
            if (isType && format.TokenType == JsonTokenType.String && format.ValueTextEquals("json_schema"u8))
            {
                return RequestNeeds.JsonSchema;
            }

            format.Skip();
        }

        return RequestNeeds.None;
    }

    /// <summary>Chat asks with <c>true</c>, the legacy form with a number.</summary>
    public static RequestNeeds OfLogprobs(ref Utf8JsonReader logprobs) =>
        logprobs.TokenType == JsonTokenType.False ? RequestNeeds.None : RequestNeeds.Logprobs;
}
