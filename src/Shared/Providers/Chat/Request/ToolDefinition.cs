using System.Text.Json;

namespace Tollgate.Providers.Chat.Request;

/// <summary>A function the model may call.</summary>
/// <param name="Name">Unique among the tools.</param>
/// <param name="Description">For the model; null if there is none.</param>
/// <param name="Parameters">JSON schema of its arguments; undefined (<see cref="JsonValueKind.Undefined"/>) for a function without any.</param>
/// <param name="Strict">Arguments must keep to the schema; null: the client did not say.</param>
/// <param name="Path">Where it stands, as in <c>tools[0]</c>.</param>
/// <param name="Source">The tool as the client wrote it, for members that only one provider knows, such as <c>cache_control</c>.</param>
internal sealed record ToolDefinition(string Name, string? Description, JsonElement Parameters, bool? Strict, string Path, JsonElement Source);
