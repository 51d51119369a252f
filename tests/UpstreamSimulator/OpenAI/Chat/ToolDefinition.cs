using System.Text.Json;

namespace Tollgate.UpstreamSimulator.OpenAI.Chat;

/// <summary>A function on offer; <paramref name="Tokens"/> is its share of the prompt.</summary>
internal sealed record ToolDefinition(string Name, JsonElement? Parameters, int Tokens)
{
    public static ToolDefinition Read(JsonElement tool, int index)
    {
        var path = $"tools[{index}]";
        var function = new RequestFields(tool).Optional("function") ?? throw RequestFields.Missing($"{path}.function");
        var fields = new RequestFields(function);
        return new ToolDefinition(
            fields.OptionalText("name") ?? throw RequestFields.Missing($"{path}.function.name"),
            fields.Optional("parameters"),
            UpstreamSimulator.Tokens.Count(tool.GetRawText()));
    }
}
