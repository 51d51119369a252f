using System.Text.Json;
using Tollgate.Pipeline;

namespace Tollgate.Providers.Chat.Request;

/// <summary>Reads <c>messages</c>: known roles, calls whose arguments are JSON, and results that answer a call.</summary>
internal sealed class MessageListReader
{
    private readonly Dictionary<string, string> _callsByName = new(StringComparer.Ordinal);
    private readonly PartListReader _parts;

    /// <summary>Calls and results of old have no id: the n-th of a conversation gets one of ours.</summary>
    private int _namelessCalls;

    private MessageListReader(PartListReader parts) => _parts = parts;

    /// <exception cref="RefusalException">A message is wrong; the refusal says which and how.</exception>
    public static IReadOnlyList<ChatMessage> Read(MemberReader members, RequestBody body)
    {
        var reader = new MessageListReader(new PartListReader(body));
        var messages = members.Array("messages") ?? throw MemberReader.Unexpected("messages", "an array of messages");
        return [.. messages.EnumerateArray().Select((message, index) => reader.Read(message, $"messages[{index}]"))];
    }

    private ChatMessage Read(JsonElement source, string path)
    {
        var members = new MemberReader(source, path);
        var role = members.RequiredText("role");
        var content = _parts.Read(members, path);
        return role switch
        {
            "system" => Plain(ChatRole.System),
            "developer" => Plain(ChatRole.Developer),
            "user" => Plain(ChatRole.User),
            "assistant" => Plain(ChatRole.Assistant) with { Content = WithRefusal(content, members), ToolCalls = ReadCalls(members) },
            "tool" or "function" => Result(role),
            _ => throw MemberReader.Unexpected($"{path}.role", "'system', 'developer', 'user', 'assistant' or 'tool'"),
        };

        ChatMessage Plain(ChatRole read) => new() { Role = read, Path = path, Content = content, Name = members.Text("name"), Source = source };

        ChatMessage Result(string spelled)
        {
            var id = spelled == "tool" ? members.RequiredText("tool_call_id") : IdOfOld(_namelessCalls - 1);
            if (!_callsByName.TryGetValue(id, out var name))
            {
                throw new RefusalException(Refusal.Invalid(
                    "invalid_tool_call_id",
                    $"Invalid '{path}': it is the result of a tool call ('{Shown(id)}') that no earlier assistant message made.",
                    spelled == "tool" ? $"{path}.tool_call_id" : path));
            }

            return Plain(ChatRole.Tool) with { ToolCallId = id, Name = name };
        }
    }

    private static IReadOnlyList<ContentPart> WithRefusal(IReadOnlyList<ContentPart> content, MemberReader members)
    {
        var path = members.Path("refusal");
        return members.Take("refusal") is not { ValueKind: JsonValueKind.String } refusal || refusal.GetString() is not { Length: > 0 } text
            ? content
            : [.. content, new TextPart(text, path, refusal)];
    }

    private List<ToolCall> ReadCalls(MemberReader members)
    {
        var calls = new List<ToolCall>();
        if (members.Object("function_call") is { } old)
        {
            calls.Add(ReadFunction(old, IdOfOld(_namelessCalls++), members.Path("function_call"), old));
        }

        var path = members.Path("tool_calls");
        foreach (var call in members.Array("tool_calls")?.EnumerateArray() ?? default)
        {
            var at = $"{path}[{calls.Count}]";
            if (call.ValueKind != JsonValueKind.Object)
            {
                throw MemberReader.Unexpected(at, "an object");
            }

            var callMembers = new MemberReader(call, at);
            var id = callMembers.RequiredText("id");
            var function = callMembers.Object("function") ?? throw MemberReader.Unexpected($"{at}.function", "an object: only functions can be called here");
            calls.Add(ReadFunction(function, id, $"{at}.function", call));
        }

        return calls;
    }

    private ToolCall ReadFunction(JsonElement function, string id, string path, JsonElement source)
    {
        var members = new MemberReader(function, path);
        var name = members.RequiredText("name");
        _callsByName[id] = name;
        return new ToolCall(id, name, ReadArguments(members.Text("arguments"), $"{path}.arguments"), source);
    }

    private static JsonElement ReadArguments(string? arguments, string path)
    {
        try
        {
            var parsed = JsonElement.Parse(string.IsNullOrWhiteSpace(arguments) ? "{}" : arguments);
            if (parsed.ValueKind == JsonValueKind.Object)
            {
                return parsed;
            }
        }
        catch (JsonException)
        {
            // Told below, like a value that is JSON and no object.
        }

        throw new RefusalException(Refusal.Invalid(
            "invalid_tool_arguments", $"Invalid '{path}': expected a string with a JSON object, as the model's call had it.", path));
    }

    private static string IdOfOld(int index) => $"call_function_{index}";

    private static string Shown(string id) => id.Length <= 64 ? id : id[..64] + "…";
}
