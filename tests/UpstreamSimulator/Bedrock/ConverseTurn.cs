using System.Text;
using System.Text.Json;
using Tollgate.UpstreamSimulator.OpenAI;

namespace Tollgate.UpstreamSimulator.Bedrock;

/// <summary>One message of a conversation, checked, as far as an echo needs it.</summary>
internal sealed record ConverseTurn(string Role, string Text, int Images, int Documents)
{
    private const int TokensPerMessage = 4;
    private const int TokensPerImage = 85;

    private static readonly string[] ImageFormats = ["png", "jpeg", "gif", "webp"];
    private static readonly string[] DocumentFormats = ["pdf", "csv", "doc", "docx", "xls", "xlsx", "html", "txt", "md"];

    public IReadOnlyList<string> Calls { get; init; } = [];

    public IReadOnlyList<string> Results { get; init; } = [];

    /// <summary>The first block is a thought.</summary>
    public bool BeginsWithThought { get; init; }

    public int Tokens => TokensPerMessage + UpstreamSimulator.Tokens.Count(Text) + ((Images + Documents) * TokensPerImage);

    public static ConverseTurn Read(JsonElement message, int index)
    {
        var fields = new RequestFields(message);
        fields.AllowOnly($"#/messages/{index}", "role", "content");
        var role = fields.RequiredText("role");
        if (role is not ("user" or "assistant"))
            throw BedrockErrors.Invalid($"1 validation error detected: Value '{role}' at 'messages.{index + 1}.member.role' failed to satisfy constraint: Member must satisfy enum value set: [user, assistant]");

        var reader = new Reader($"messages.{index}.content");
        var blocks = fields.Required("content", JsonValueKind.Array).EnumerateArray().ToArray();
        if (blocks.Length == 0)
            throw BedrockErrors.Invalid($"The content field in the Message object at messages.{index} is empty. Add a ContentBlock object to the content field and try again.");
        foreach (var block in blocks)
            reader.Read(block);
        return new ConverseTurn(role, reader.Text.ToString(), reader.Images, reader.Documents)
        {
            Calls = reader.Calls,
            Results = reader.Results,
            BeginsWithThought = blocks[0].TryGetProperty("reasoningContent", out _),
        };
    }

    private sealed class Reader(string path)
    {
        public StringBuilder Text { get; } = new();

        public int Images { get; private set; }

        public int Documents { get; private set; }

        public List<string> Calls { get; } = [];

        public List<string> Results { get; } = [];

        public void Read(JsonElement block)
        {
            var member = block.EnumerateObject().Single();
            var value = member.Value;
            switch (member.Name)
            {
                case "text":
                    Text.Append(Said(value));
                    break;
                case "image":
                    RequireSource(value, ImageFormats);
                    Images++;
                    break;
                case "document":
                    RequireSource(value, DocumentFormats);
                    Documents++;
                    break;
                case "toolUse":
                    new RequestFields(value).AllowOnly($"#/{path}/toolUse", "toolUseId", "name", "input");
                    new RequestFields(value).Required("input", JsonValueKind.Object);
                    Calls.Add(value.GetProperty("toolUseId").GetString()!);
                    break;
                case "toolResult":
                    ReadResult(value);
                    break;
                case "reasoningContent":
                    Thought.Require(value);
                    break;
                case "cachePoint":
                    if (value.GetProperty("type").GetString() != "default")
                        throw BedrockErrors.Invalid($"The cachePoint at {path} is not of the type default.");
                    break;
                default:
                    throw BedrockErrors.Invalid($"The ContentBlock object at {path} has an unknown member {member.Name}.");
            }
        }

        private string Said(JsonElement text) => text.GetString() is { } said && !string.IsNullOrWhiteSpace(said)
            ? said
            : throw BedrockErrors.Invalid($"The text field in the ContentBlock object at {path} is blank. Add text to the text field, and try again.");

        private void ReadResult(JsonElement result)
        {
            Results.Add(result.GetProperty("toolUseId").GetString()!);
            if (Text.Length > 0)
                Text.Append("; ");
            foreach (var part in result.GetProperty("content").EnumerateArray())
            {
                if (part.TryGetProperty("text", out var text))
                    Text.Append(Said(text));
                else
                    Read(part);
            }
        }

        private void RequireSource(JsonElement block, string[] formats)
        {
            if (!formats.Contains(block.GetProperty("format").GetString()) || block.GetProperty("source").GetProperty("bytes").GetBytesFromBase64().Length == 0)
                throw BedrockErrors.Invalid($"The format or the source at {path} is not valid.");
        }
    }
}
