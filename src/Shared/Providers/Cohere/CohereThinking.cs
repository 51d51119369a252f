using System.Text.Json;
using Tollgate.Providers.Chat.Request;

namespace Tollgate.Providers.Cohere;

/// <summary>
/// <c>reasoning_effort</c> as Cohere's <c>thinking</c>: a number of tokens after which the model has to answer, or none. Whoever wants
/// another number says <c>thinking</c> itself.
/// </summary>
internal static class CohereThinking
{
    /// <exception cref="Pipeline.RefusalException">There is no such effort.</exception>
    public static void Write(Utf8JsonWriter json, string effort)
    {
        int? tokens = effort switch
        {
            "none" => 0,
            "minimal" => 512,
            "low" => 1_024,
            "medium" => 4_096,
            "high" or "xhigh" => null,
            _ => throw MemberReader.Unexpected("reasoning_effort", "'none', 'minimal', 'low', 'medium', 'high' or 'xhigh'"),
        };

        json.WriteStartObject("thinking"u8);
        json.WriteString("type"u8, tokens == 0 ? "disabled"u8 : "enabled"u8);
        if (tokens > 0)
        {
            json.WriteNumber("token_budget"u8, tokens.Value);
        }

        json.WriteEndObject();
    }
}
