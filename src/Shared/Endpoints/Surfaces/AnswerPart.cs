using System.Runtime.InteropServices;
using System.Text.Json;

namespace Tollgate.Endpoints.Surfaces;

/// <summary>What a chat answer, or a chunk of a streamed one, has in it for a surface that knows a single answer.</summary>
internal readonly struct AnswerPart
{
    private readonly JsonElement _chat;
    private readonly JsonElement _choice;
    private readonly JsonElement _said;

    private AnswerPart(JsonElement chat, JsonElement choice, JsonElement said) => (_chat, _choice, _said) = (chat, choice, said);

    /// <summary>Without one, a whole answer is none.</summary>
    public bool HasChoice => _choice.ValueKind == JsonValueKind.Object;

    /// <summary>There is anything to tell of it: text, calls of tools, the end, or usage.</summary>
    public bool IsWorthTelling => HasText || HasCalls || FinishReason is not null || HasUsage;

    public bool HasText => Texts.Any(text => !text.ValueEquals(""u8));

    /// <summary>As in <c>stop</c>; null while it goes on.</summary>
    public string? FinishReason => Member(_choice, "finish_reason", JsonValueKind.String) is { } reason ? reason.GetString() : null;

    /// <summary>The provider's name for the answer.</summary>
    public string? Id => Member(_chat, "id", JsonValueKind.String) is { } id ? id.GetString() : null;

    private bool HasCalls => Member(_said, "tool_calls", JsonValueKind.Array) is not null || Member(_said, "function_call", JsonValueKind.Object) is not null;

    private bool HasUsage => Member(_chat, "usage", JsonValueKind.Object) is not null;

    /// <summary>The content, a string or the texts of its parts; where the model refused, its words for that.</summary>
    private IEnumerable<JsonElement> Texts => Member(_said, "content", JsonValueKind.String) is { } text
        ? [text]
        : Member(_said, "content", JsonValueKind.Array) is { } parts
            ? parts.EnumerateArray().Select(part => Member(part, "text", JsonValueKind.String)).OfType<JsonElement>()
            : Member(_said, "refusal", JsonValueKind.String) is { } refusal ? [refusal] : [];

    /// <param name="chat">A whole answer, or a chunk.</param>
    /// <exception cref="InvalidOperationException">It has not the shape of one.</exception>
    public static AnswerPart Read(JsonElement chat)
    {
        var choices = Member(chat, "choices", JsonValueKind.Array) ?? throw new InvalidOperationException("An answer without choices.");
        var choice = choices.EnumerateArray().FirstOrDefault();
        return new AnswerPart(chat, choice, Member(choice, "message", JsonValueKind.Object) ?? Member(choice, "delta", JsonValueKind.Object) ?? default);
    }

    /// <exception cref="InvalidOperationException">It is no valid Unicode.</exception>
    public string ReadText() => string.Concat(Texts.Select(text => text.GetString()));

    /// <summary>Writes the text as a member. One string goes as it came: half of a surrogate pair may wait for the next chunk.</summary>
    public void WriteText(Utf8JsonWriter json, string name)
    {
        json.WritePropertyName(name);
        if (Texts.ToArray() is [var single])
        {
            json.WriteRawValue(JsonMarshal.GetRawUtf8Value(single), skipInputValidation: true);
        }
        else
        {
            json.WriteStringValue(ReadText());
        }
    }

    /// <summary>Writes the calls of tools, if there are any, as chat has them.</summary>
    public void WriteCalls(Utf8JsonWriter json)
    {
        Copy(json, _said, "tool_calls", JsonValueKind.Array);
        Copy(json, _said, "function_call", JsonValueKind.Object);
    }

    /// <summary>Writes the usage of a stream, where the client asked for it.</summary>
    public void WriteUsage(Utf8JsonWriter json) => Copy(json, _chat, "usage", JsonValueKind.Object);

    private static void Copy(Utf8JsonWriter json, JsonElement source, string name, JsonValueKind kind)
    {
        if (Member(source, name, kind) is { } value)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
        }
    }

    private static JsonElement? Member(JsonElement element, string name, JsonValueKind kind) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == kind ? value : null;
}
