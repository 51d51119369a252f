using System.Buffers;
using System.Text.Json;
using Tollgate.Pipeline;

namespace Tollgate.Providers.Completions;

/// <summary>Turns a legacy prompt request into a chat request. Members that both forms share are copied as they are.</summary>
internal static class PromptToChat
{
    /// <returns>The chat body, which the caller disposes of, and what is known of it.</returns>
    /// <exception cref="RefusalException">A member means something that chat cannot do.</exception>
    public static (RequestBody Body, RequestFacts Facts) Translate(GatewayRequest request)
    {
        using var document = RequestJson.Parse(request.Body);
        var buffer = new ArrayBufferWriter<byte>(request.Body.Length + 64);
        int modelStart;
        int modelEnd;
        var cost = request.Facts.Cost;
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WritePropertyName("model");
            modelStart = Position(json);
            json.WriteStringValue(request.Facts.Model);
            modelEnd = Position(json);
            foreach (var member in document.RootElement.EnumerateObject())
            {
                WriteMember(json, member, ref cost);
            }

            json.WriteEndObject();
        }

        var facts = new RequestFacts
        {
            Model = request.Facts.Model,
            ModelValue = new JsonSlice(modelStart, modelEnd - modelStart),
            MembersStart = 1,
            Stream = request.Facts.Stream,
            User = request.Facts.User,
            OwnMembers = request.Facts.OwnMembers,
            PromptBytes = request.Facts.PromptBytes,
            Cost = cost,
        };
        return (RequestBody.Copy(buffer.WrittenSpan), facts);
    }

    /// <summary>Committed bytes count too: a long name makes the writer hand over what it has.</summary>
    private static int Position(Utf8JsonWriter json) => (int)(json.BytesCommitted + json.BytesPending);

    private static void WriteMember(Utf8JsonWriter json, JsonProperty member, ref CostFacts cost)
    {
        switch (member.Name)
        {
            case "max_tokens":
                cost.MaxTokens = cost.MaxTokens with { Value = WriteAt(json, member) };
                break;
            case "max_completion_tokens":
                cost.MaxCompletionTokens = cost.MaxCompletionTokens with { Value = WriteAt(json, member) };
                break;
            case "prompt":
                WritePrompt(json, member.Value);
                break;
            case "model" or "stream_options":
                break;
            case "suffix" or "logprobs" when member.Value.ValueKind != JsonValueKind.Null:
                throw Unsupported(member.Name);
            case "echo" when member.Value.ValueKind == JsonValueKind.True:
                throw Unsupported(member.Name);
            case "best_of" when member.Value.ValueKind == JsonValueKind.Number && member.Value.GetInt64() > 1:
                throw Unsupported(member.Name);
            case "suffix" or "logprobs" or "echo" or "best_of":
                break;
            default:
                member.WriteTo(json);
                break;
        }
    }

    /// <summary>Writes a member and tells where its value is.</summary>
    private static JsonSlice WriteAt(Utf8JsonWriter json, JsonProperty member)
    {
        json.WritePropertyName(member.Name);
        var start = Position(json);
        member.Value.WriteTo(json);
        return new JsonSlice(start, Position(json) - start);
    }

    private static void WritePrompt(Utf8JsonWriter json, JsonElement prompt)
    {
        var text = prompt.ValueKind == JsonValueKind.Array && prompt.GetArrayLength() == 1 ? prompt[0] : prompt;
        if (text.ValueKind != JsonValueKind.String)
        {
            throw new RefusalException(Refusal.Invalid(
                "unsupported_parameter", "This model chats: it takes one prompt, as a string. Send several prompts as several requests.", "prompt"));
        }

        json.WriteStartArray("messages");
        json.WriteStartObject();
        json.WriteString("role", "user");
        json.WritePropertyName("content");
        text.WriteTo(json);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static RefusalException Unsupported(string name) => new(Refusal.Invalid(
        "unsupported_parameter", $"This model chats: it cannot do '{name}'. Leave it out, or choose a model with the capability 'completions'.", name));
}
