using System.Text.Json;

namespace Tollgate.UpstreamSimulator.OpenAI.Chat;

/// <summary><c>tools</c>, <c>tool_choice</c> and <c>parallel_tool_calls</c>.</summary>
internal sealed record ToolSettings(IReadOnlyList<ToolDefinition> Tools, string Choice, string? ForcedName, bool Parallel)
{
    public static ToolSettings Read(RequestFields body)
    {
        var tools = body.Optional("tools")?.EnumerateArray().Select(ToolDefinition.Read).ToArray() ?? [];
        var parallel = body.Flag("parallel_tool_calls", absent: true);
        if (body.Optional("tool_choice") is not { } choice)
            return new ToolSettings(tools, "auto", ForcedName: null, parallel);

        if (tools.Length == 0)
            throw RefusedException.Invalid("Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified.", "tool_choice", code: null);
        if (choice.ValueKind is JsonValueKind.String)
            return new ToolSettings(tools, choice.GetString()!, ForcedName: null, parallel);

        var name = choice.GetProperty("function").GetProperty("name").GetString()!;
        if (tools.All(tool => tool.Name != name))
            throw RefusedException.Invalid($"Tool choice '{name}' not found in 'tools' parameter.", "tool_choice", code: null);
        return new ToolSettings(tools, "function", name, parallel);
    }

    /// <summary>The tools an answer calls. Offered tools are called, all at once where allowed, until their results have come back.</summary>
    public IEnumerable<ToolDefinition> Called(ChatMessage last) => Choice switch
    {
        "none" => [],
        "function" => Tools.Where(tool => tool.Name == ForcedName).Take(1),
        "required" => AllOrFirst(),
        _ => last.Role is "tool" ? [] : AllOrFirst(),
    };

    private IEnumerable<ToolDefinition> AllOrFirst() => Parallel ? Tools : Tools.Take(1);
}
