using System.Text.Json;
using Amazon.BedrockRuntime.Model;

namespace Tollgate.FunctionApp.Bedrock;

/// <summary>Converse's <c>toolConfig</c> as the SDK's objects.</summary>
internal static class SdkTools
{
    public static ToolConfiguration Read(JsonElement config) => new()
    {
        Tools = config.ListOf("tools", tool => new Tool
        {
            ToolSpec = tool.Of("toolSpec", ReadSpecification),
            CachePoint = tool.Of("cachePoint", SdkMessages.ReadCachePoint),
        }),
        ToolChoice = config.Of("toolChoice", choice => new ToolChoice
        {
            Auto = choice.Of("auto", _ => new AutoToolChoice()),
            Any = choice.Of("any", _ => new AnyToolChoice()),
            Tool = choice.Of("tool", tool => new SpecificToolChoice { Name = tool.TextOf("name") }),
        }),
    };

    private static ToolSpecification ReadSpecification(JsonElement specification) => new()
    {
        Name = specification.TextOf("name"),
        Description = specification.TextOf("description"),
        InputSchema = specification.Of("inputSchema", schema => new ToolInputSchema { Json = SdkDocument.Read(schema.GetProperty("json")) }),
    };
}
