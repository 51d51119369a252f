using System.Text.Json;
using Tollgate.Pipeline;

namespace Tollgate.Providers.Chat.Request;

/// <summary>Reads <c>tools</c> and <c>tool_choice</c>, and <c>functions</c> and <c>function_call</c> of old.</summary>
internal static class ToolReader
{
    /// <exception cref="RefusalException">A tool is wrong; the refusal says which and how.</exception>
    public static IReadOnlyList<ToolDefinition> Read(MemberReader members)
    {
        var tools = new List<ToolDefinition>();
        foreach (var tool in members.Array("tools")?.EnumerateArray() ?? default)
        {
            var path = $"tools[{tools.Count}]";
            var outer = new MemberReader(Object(tool, path), path);
            if (outer.RequiredText("type") != "function")
            {
                throw new RefusalException(Refusal.Invalid(
                    "unsupported_parameter", $"Invalid '{path}.type': this model's provider takes tools of the type 'function' only.", $"{path}.type"));
            }

            tools.Add(ReadFunction(outer.Object("function") ?? throw MemberReader.Unexpected($"{path}.function", "an object"), $"{path}.function", tool));
        }

        foreach (var function in members.Array("functions")?.EnumerateArray() ?? default)
        {
            var path = $"functions[{tools.Count}]";
            tools.Add(ReadFunction(Object(function, path), path, function));
        }

        return tools.DistinctBy(tool => tool.Name).Count() == tools.Count ? tools : throw MemberReader.Unexpected("tools", "functions of different names");
    }

    public static ToolChoice ReadChoice(MemberReader members, IReadOnlyList<ToolDefinition> tools)
    {
        var (current, old) = (members.Take("tool_choice"), members.Take("function_call"));
        var (path, given) = current is null && old is not null ? ("function_call", old) : ("tool_choice", current);
        return given is not { } choice ? ToolChoice.Unsaid : choice.ValueKind switch
        {
            JsonValueKind.String => new ToolChoice(Mode(choice.GetString()!, path, tools)),
            JsonValueKind.Object => new ToolChoice(ToolChoiceMode.Function, Function(choice, path, tools)),
            _ => throw MemberReader.Unexpected(path, "a string or an object"),
        };
    }

    private static ToolChoiceMode Mode(string choice, string path, IReadOnlyList<ToolDefinition> tools) => choice switch
    {
        "none" => ToolChoiceMode.None,
        "auto" => ToolChoiceMode.Auto,
        "required" when tools.Count > 0 => ToolChoiceMode.Required,
        "required" => throw MemberReader.Unexpected(path, "'none' or 'auto': there are no tools"),
        _ => throw MemberReader.Unexpected(path, "'none', 'auto', 'required' or a function"),
    };

    private static string Function(JsonElement choice, string path, IReadOnlyList<ToolDefinition> tools)
    {
        var members = new MemberReader(choice, path);
        var name = members.Object("function") is { } function
            ? new MemberReader(function, $"{path}.function").RequiredText("name")
            : members.RequiredText("name");
        return tools.Any(tool => tool.Name == name) ? name : throw MemberReader.Unexpected(path, "the name of one of the tools");
    }

    private static ToolDefinition ReadFunction(JsonElement function, string path, JsonElement source)
    {
        var members = new MemberReader(function, path);
        return new ToolDefinition(
            members.RequiredText("name"),
            members.Text("description"),
            members.Object("parameters") ?? default,
            members.Bool("strict"),
            path,
            source);
    }

    private static JsonElement Object(JsonElement given, string path) =>
        given.ValueKind == JsonValueKind.Object ? given : throw MemberReader.Unexpected(path, "an object");
}
