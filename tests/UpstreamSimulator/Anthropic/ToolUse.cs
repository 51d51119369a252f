using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tollgate.UpstreamSimulator.Anthropic;

/// <summary><c>tools</c> and <c>tool_choice</c>.</summary>
internal sealed partial record ToolUse(IReadOnlyList<(string Name, JsonElement Schema)> Tools, string Choice, string? ForcedName, bool Parallel, int PromptTokens)
{
    private static readonly string[] Members =
        ["name", "description", "input_schema", "cache_control", "strict", "type", "defer_loading", "allowed_callers", "input_examples", "eager_input_streaming"];

    public bool IsForced => Choice is "any" or "tool";

    public static ToolUse Read(MessageFields body, ClaudeModel model)
    {
        var tools = body.Items("tools").Select(tool => ReadTool(tool.Item, tool.Path)).ToArray();
        if (tools.DistinctBy(tool => tool.Name).Count() != tools.Length)
            throw MessageFields.Invalid("tools: Tool names must be unique.");
        var tokens = body.Optional("tools") is { } given ? Tokens.Count(given.GetRawText()) : 0;
        if (body.OptionalObject("tool_choice") is not { } choice)
            return new(tools, "auto", ForcedName: null, Parallel: true, tokens);

        if (tools.Length == 0)
            throw MessageFields.Invalid("tool_choice may only be specified while providing tools.");
        var type = choice.RequiredText("type");
        var name = type switch
        {
            "tool" => choice.RequiredText("name"),
            "auto" or "any" or "none" => null,
            _ => throw MessageFields.Invalid("tool_choice.type: Input should be 'auto', 'any', 'tool' or 'none'"),
        };
        choice.Allow(type switch { "tool" => ["type", "name", "disable_parallel_tool_use"], "none" => ["type"], _ => ["type", "disable_parallel_tool_use"] });
        if (name is not null && tools.All(tool => tool.Name != name))
            throw MessageFields.Invalid($"Tool '{name}' not found in provided tools");
        var use = new ToolUse(tools, type, name, !choice.Flag("disable_parallel_tool_use"), tokens);
        return use.IsForced && !model.TakesForcedTools
            ? throw MessageFields.Invalid($"tool_choice.type: '{type}' is not supported for this model. Use 'auto' or 'none'.")
            : use;
    }

    /// <summary>The tools an answer calls: all on offer, until their results have come back.</summary>
    public IEnumerable<(string Name, JsonElement Schema)> Called(Turn last) => Choice switch
    {
        "none" => [],
        "tool" => Tools.Where(tool => tool.Name == ForcedName),
        "any" => AllOrFirst(),
        _ => last.HasResults ? [] : AllOrFirst(),
    };

    private IEnumerable<(string Name, JsonElement Schema)> AllOrFirst() => Parallel ? Tools : Tools.Take(1);

    private static (string Name, JsonElement Schema) ReadTool(JsonElement tool, string path)
    {
        var fields = MessageFields.Of(tool, path);
        fields.Allow(Members);
        var name = fields.RequiredText("name");
        if (!NamePattern().IsMatch(name))
            throw MessageFields.Invalid($"{path}.name: String should match pattern '^[a-zA-Z0-9_-]{{1,128}}$'");
        var schema = fields.Required("input_schema");
        return MessageFields.Of(schema, $"{path}.input_schema").Text("type") == "object"
            ? (name, schema)
            : throw MessageFields.Invalid($"{path}.input_schema.type: Field required");
    }

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,128}$")]
    private static partial Regex NamePattern();
}
