using System.Text.Json;

namespace Tollgate.Providers.Chat.Request;

/// <summary>A call of a tool that the model made earlier, as the client tells it again.</summary>
/// <param name="Id">Of the call; unique within the conversation.</param>
/// <param name="Name">Of the tool.</param>
/// <param name="Arguments">A JSON object; an empty string of the client's is an empty object here.</param>
/// <param name="Source">As the client wrote it, for members that only one provider knows.</param>
internal sealed record ToolCall(string Id, string Name, JsonElement Arguments, JsonElement Source);
