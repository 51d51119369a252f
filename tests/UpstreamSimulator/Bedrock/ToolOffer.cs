using System.Text.Json;
using Tollgate.UpstreamSimulator.OpenAI;

namespace Tollgate.UpstreamSimulator.Bedrock;

/// <summary><c>toolConfig</c>: the tools on offer, and whether one has to be called.</summary>
internal sealed record ToolOffer(IReadOnlyList<(string Name, JsonElement Schema)> Tools, string Choice, string? Forced, int PromptTokens)
{
    private static readonly string[] PlainSchema = ["type", "properties", "required"];

    public static ToolOffer None { get; } = new([], "auto", null, 0);

    public static ToolOffer Read(JsonElement? config, BedrockCall call)
    {
        if (config is not { } given)
            return None;

        var fields = new RequestFields(given);
        fields.AllowOnly("#/toolConfig", "tools", "toolChoice");
        var tools = new List<(string Name, JsonElement Schema)>();
        foreach (var tool in fields.Required("tools", JsonValueKind.Array).EnumerateArray())
        {
            if (tool.TryGetProperty("toolSpec", out var spec))
                tools.Add(ReadSpec(new RequestFields(spec), call));
            else if (!tool.TryGetProperty("cachePoint", out _))
                throw BedrockErrors.Invalid("The value at toolConfig.tools is not a valid tool.");
        }

        if (tools.Count == 0)
            throw BedrockErrors.Invalid("1 validation error detected: Value at 'toolConfig.tools' failed to satisfy constraint: Member must have length greater than or equal to 1");

        var (choice, forced) = ReadChoice(fields.Optional("toolChoice"), tools, call);
        return new ToolOffer(tools, choice, forced, Tokens.Count(given.GetRawText()));
    }

    /// <summary>The tools an answer calls. Offered tools are called, all at once where allowed, until their results have come back.</summary>
    public IEnumerable<(string Name, JsonElement Schema)> Called(bool hasResults, bool parallel)
    {
        var called = Choice switch
        {
            "tool" => Tools.Where(tool => tool.Name == Forced),
            "any" => Tools,
            _ => hasResults ? [] : Tools,
        };
        return parallel ? called : called.Take(1);
    }

    private static (string Name, JsonElement Schema) ReadSpec(RequestFields spec, BedrockCall call)
    {
        spec.AllowOnly("#/toolConfig/tools/toolSpec", "name", "description", "inputSchema", "strict");
        var schema = spec.Required("inputSchema", JsonValueKind.Object).GetProperty("json");
        if (schema.GetProperty("type").GetString() != "object")
            throw BedrockErrors.Invalid("The value at toolConfig.tools.0.toolSpec.inputSchema.json.type must be one of the following: object.");
        if (call.Model.StartsWith("amazon.nova", StringComparison.Ordinal))
            new RequestFields(schema).AllowOnly("#/toolConfig/tools/toolSpec/inputSchema/json", PlainSchema);
        return spec.OptionalText("description") is ""
            ? throw BedrockErrors.Invalid("Value '' at 'toolConfig.tools.1.member.toolSpec.description' failed to satisfy constraint: Member must have length greater than or equal to 1")
            : (spec.RequiredText("name"), schema);
    }

    private static (string Choice, string? Forced) ReadChoice(JsonElement? choice, List<(string Name, JsonElement Schema)> tools, BedrockCall call)
    {
        if (choice is not { } given)
            return ("auto", null);

        var member = given.EnumerateObject().Single();
        if (member.Name is not ("auto" or "any" or "tool"))
            throw BedrockErrors.Invalid("The value at toolConfig.toolChoice is not a valid choice.");
        if (member.Name != "auto" && call.Model.StartsWith("meta.", StringComparison.Ordinal))
            throw BedrockErrors.Invalid($"This model doesn't support the toolConfig.toolChoice.{member.Name} field. Remove toolConfig.toolChoice.{member.Name} and try again.");

        var forced = member.Name == "tool" ? member.Value.GetProperty("name").GetString() : null;
        return forced is null || tools.Any(tool => tool.Name == forced)
            ? (member.Name, forced)
            : throw BedrockErrors.Invalid($"The tool {forced} in toolConfig.toolChoice is not among the tools.");
    }
}
