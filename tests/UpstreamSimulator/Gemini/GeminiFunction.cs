using System.Text.Json;

namespace Tollgate.UpstreamSimulator.Gemini;

/// <summary>A declared function.</summary>
internal sealed record GeminiFunction(string Name, JsonElement? Schema, int Tokens)
{
    public static GeminiFunction[] ReadAll(JsonElement body)
    {
        foreach (var tool in body.List("tools"))
            tool.RequireOnly("tools", "functionDeclarations", "googleSearch", "codeExecution", "urlContext");
        return [.. body.List("tools").SelectMany(tool => tool.List("functionDeclarations")).Select(Read)];
    }

    /// <summary>Offered functions are called, all at once, until their results have come back; under ANY always.</summary>
    public static GeminiFunction[] Called(JsonElement body, GeminiFunction[] functions, bool hasResults)
    {
        var config = body.Find("toolConfig")?.Find("functionCallingConfig");
        config?.RequireOnly("tool_config.function_calling_config", "mode", "allowedFunctionNames");
        var allowed = config?.List("allowedFunctionNames").Select(name => name.GetString()!).ToArray() ?? [];
        if (allowed.Except(functions.Select(function => function.Name)).FirstOrDefault() is { } unknown)
            throw new GeminiRefusedException(GeminiError.Invalid($"Allowed function name {unknown} is not declared."));
        return config?.FindText("mode") switch
        {
            "NONE" => [],
            "ANY" => [.. functions.Where(function => allowed.Length == 0 || allowed.Contains(function.Name))],
            null or "AUTO" or "VALIDATED" => hasResults ? [] : functions,
            var mode => throw new GeminiRefusedException(GeminiError.Invalid($"Invalid value at 'tool_config.function_calling_config.mode': \"{mode}\"")),
        };
    }

    private static GeminiFunction Read(JsonElement function)
    {
        function.RequireOnly("tools.function_declarations", "name", "description", "parameters", "parametersJsonSchema", "response", "responseJsonSchema", "behavior");
        var name = function.FindText("name") ?? throw new GeminiRefusedException(GeminiError.Invalid("* GenerateContentRequest.tools.function_declarations.name: Invalid function name.\n"));
        return new GeminiFunction(name, function.Find("parametersJsonSchema") ?? function.Find("parameters"), UpstreamSimulator.Tokens.Count(function.GetRawText()));
    }
}
