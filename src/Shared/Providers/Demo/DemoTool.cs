using System.Text.Json;

namespace Tollgate.Providers.Demo;

/// <param name="Name">Of the function to call.</param>
/// <param name="Arguments">JSON that fits its parameters.</param>
internal sealed record DemoTool(string Name, string Arguments)
{
    /// <summary>
    /// The tools the demo calls: the forced one; else those the text mentions by name; else the first. None after <c>none</c>.
    /// </summary>
    public static IReadOnlyList<DemoTool> Chosen(JsonElement body, string text)
    {
        if (!body.TryGetProperty("tools", out var tools) || tools.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        var functions = tools.EnumerateArray()
            .Where(tool => tool.ValueKind == JsonValueKind.Object && tool.TryGetProperty("function", out var function)
                && function.ValueKind == JsonValueKind.Object && function.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String)
            .Select(tool => tool.GetProperty("function"))
            .ToArray();
        var choice = body.TryGetProperty("tool_choice", out var told) ? told : default;
        if (choice.ValueKind == JsonValueKind.String && choice.ValueEquals("none"))
        {
            return [];
        }

        var forced = choice.ValueKind == JsonValueKind.Object && choice.TryGetProperty("function", out var named)
            && named.ValueKind == JsonValueKind.Object && named.TryGetProperty("name", out var forcedName) && forcedName.ValueKind == JsonValueKind.String
            ? forcedName.GetString()
            : null;
        var chosen = functions.Where(function => forced is null
            ? text.Contains(function.GetProperty("name").GetString()!, StringComparison.OrdinalIgnoreCase)
            : function.GetProperty("name").ValueEquals(forced)).ToArray();
        return [.. (chosen.Length > 0 ? chosen : functions.Take(1)).Select(Call)];
    }

    private static DemoTool Call(JsonElement function) => new(
        function.GetProperty("name").GetString()!,
        DemoSample.Of(function.TryGetProperty("parameters", out var parameters) ? parameters : default));
}
