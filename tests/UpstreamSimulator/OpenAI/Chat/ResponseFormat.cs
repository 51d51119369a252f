using System.Text.Json;

namespace Tollgate.UpstreamSimulator.OpenAI.Chat;

/// <summary><c>response_format</c>: <c>text</c>, <c>json_object</c> or <c>json_schema</c>.</summary>
internal sealed record ResponseFormat(string Type, JsonElement? Schema)
{
    private static readonly ResponseFormat Text = new("text", Schema: null);

    public static ResponseFormat Read(RequestFields body, IReadOnlyList<ChatMessage> messages)
    {
        if (body.Optional("response_format") is not { } format)
            return Text;

        var fields = new RequestFields(format);
        switch (fields.OptionalText("type") ?? throw RequestFields.Missing("response_format.type"))
        {
            case "text":
                return Text;
            case "json_object" when messages.Any(message => message.Text.Contains("json", StringComparison.OrdinalIgnoreCase)):
                return new ResponseFormat("json_object", Schema: null);
            case "json_object":
                throw RefusedException.Invalid(
                    "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.", "messages", code: null);
            case "json_schema":
                var named = fields.Optional("json_schema") ?? throw RequestFields.Missing("response_format.json_schema");
                _ = new RequestFields(named).OptionalText("name") ?? throw RequestFields.Missing("response_format.json_schema.name");
                return new ResponseFormat("json_schema", new RequestFields(named).Optional("schema"));
            case var type:
                throw RefusedException.Invalid(
                    $"Invalid value: '{type}'. Supported values are: 'json_object', 'json_schema', and 'text'.", "response_format.type", "invalid_value");
        }
    }
}
