using System.Text.Json;

namespace Tollgate.UpstreamSimulator.Anthropic;

/// <summary>One message of the conversation.</summary>
internal sealed record Turn(string Role, IReadOnlyList<ContentBlock> Blocks)
{
    public bool HasResults => Blocks.Any(block => block.Type == "tool_result");

    public int Tokens => 4 + Blocks.Sum(block => block.Tokens);

    /// <summary>The results of tools if there are any, else the text with a count of what else was seen.</summary>
    public string WhatToEcho
    {
        get
        {
            if (HasResults)
                return string.Join("; ", Blocks.Where(block => block.Type == "tool_result").Select(block => block.Text));
            var text = string.Concat(Blocks.Select(block => block.Text));
            var (images, documents) = (Blocks.Count(block => block.Type == "image"), Blocks.Count(block => block.Type == "document"));
            return text + (images == 0 ? "" : $" ({images} images)") + (documents == 0 ? "" : $" ({documents} documents)");
        }
    }

    public static IReadOnlyList<Turn> ReadAll(MessageFields body, ClaudeModel model)
    {
        _ = body.Required("messages");
        var turns = body.Items("messages").Select(message => Read(message.Item, message.Path)).ToArray();
        if (turns.Length == 0)
            throw MessageFields.Invalid("messages: at least one message is required");
        if (model.RefusesPrefill && turns[^1].Role == "assistant")
            throw MessageFields.Invalid("This model does not support assistant message prefill. The conversation must end with a user message.");
        RequireResults(turns);
        return turns;
    }

    /// <summary>Every call has its result in the very next message, and every result its call in the one before.</summary>
    private static void RequireResults(Turn[] turns)
    {
        var merged = turns.Aggregate(new List<Turn>(), (list, turn) =>
        {
            if (list.Count > 0 && list[^1].Role == turn.Role)
                list[^1] = list[^1] with { Blocks = [.. list[^1].Blocks, .. turn.Blocks] };
            else
                list.Add(turn);
            return list;
        });
        for (var index = 0; index < merged.Count; index++)
        {
            var called = index == 0 ? [] : merged[index - 1].Ids("tool_use");
            var answered = merged[index].Ids("tool_result");
            if (answered.Except(called).FirstOrDefault() is { } stray)
                throw MessageFields.Invalid($"messages.{index}.content: unexpected `tool_use_id` found in `tool_result` blocks: {stray}. Each `tool_result` block must have a corresponding `tool_use` block in the previous message.");
            if (called.Except(answered).FirstOrDefault() is { } open)
                throw MessageFields.Invalid($"messages.{index - 1}: `tool_use` ids were found without `tool_result` blocks immediately after: {open}.");
        }
    }

    private static Turn Read(JsonElement message, string path)
    {
        var fields = MessageFields.Of(message, path);
        fields.Allow("role", "content");
        var role = fields.RequiredText("role");
        if (role is not ("user" or "assistant"))
            throw MessageFields.Invalid($"{path}.role: Input should be 'user' or 'assistant'");
        var content = fields.Required("content");
        IReadOnlyList<ContentBlock> blocks = content.ValueKind is JsonValueKind.String
            ? [new ContentBlock("text", content.GetString()!, Id: null)]
            : ContentBlock.ReadAll(content, $"{path}.content");
        if (blocks.Count == 0 || blocks.All(block => block is { Type: "text", Text: "" }))
            throw MessageFields.Invalid($"{path}: {role} messages must have non-empty content");
        return blocks.SkipWhile(block => block.Type == "tool_result").All(block => block.Type != "tool_result") || role == "assistant"
            ? new Turn(role, blocks)
            : throw MessageFields.Invalid($"{path}.content: `tool_result` blocks must come first");
    }

    private string[] Ids(string type) => [.. Blocks.Where(block => block.Type == type).Select(block => block.Id!)];
}
