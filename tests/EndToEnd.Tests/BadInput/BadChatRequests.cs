namespace Tollgate.Tests.BadInput;

internal static class BadChatRequests
{
    private const string Hi = """[{"role":"user","content":"Hi"}]""";

    public static IReadOnlyList<BadRequest> All { get; } =
    [
        new("no body", "", "missing_body"),
        new("only a byte order mark", "\uFEFF", "missing_body"),
        new("blank", "   ", "invalid_json"),
        new("no JSON", "hello", "invalid_json"),
        new("cut short", """{"model":"chat","messages":[{"role":"us""", "invalid_json"),
        new("trailing comma", $$"""{"model":"chat","messages":{{Hi}},}""", "invalid_json"),
        new("comment", $$"""{"model":"chat",/* no */"messages":{{Hi}}}""", "invalid_json"),
        new("single quotes", """{'model':'chat'}""", "invalid_json"),
        new("NaN", $$"""{"model":"chat","messages":{{Hi}},"temperature":NaN}""", "invalid_json"),
        new("two objects", $$"""{"model":"chat","messages":{{Hi}}}{}""", "invalid_json"),
        new("array", "[]", "invalid_json"),
        new("string", "\"chat\"", "invalid_json"),
        new("null", "null", "invalid_json"),
        new("nothing in it", "{}", "missing_required_parameter", "model"),
        new("model only", """{"model":"chat"}""", "missing_required_parameter", "messages"),
        new("no model", $$"""{"messages":{{Hi}}}""", "missing_required_parameter", "model"),
        new("empty model", $$"""{"model":"","messages":{{Hi}}}""", "missing_required_parameter", "model"),
        new("null model", $$"""{"model":null,"messages":{{Hi}}}""", "invalid_type", "model"),
        new("number for model", $$"""{"model":5,"messages":{{Hi}}}""", "invalid_type", "model"),
        new("unknown model", $$"""{"model":"gpt-99","messages":{{Hi}}}""", "model_not_found", "model", 404),
        new("model in another case", $$"""{"model":"CHAT","messages":{{Hi}}}""", "model_not_found", "model", 404),
        new("model of an unknown provider", $$"""{"model":"nobody/chat","messages":{{Hi}}}""", "model_not_found", "model", 404),
        new("model with line breaks", $$"""{"model":"chat\r\nx-evil: 1","messages":{{Hi}}}""", "model_not_found", "model", 404),
        new("model of 10,000 characters", $$"""{"model":"{{new string('m', 10_000)}}","messages":{{Hi}}}""", "model_not_found", "model", 404),
        new("model that is no text", $$"""{"model":"\ud800","messages":{{Hi}}}""", "invalid_json"),
        new("model twice", $$"""{"model":"chat","model":"demo","messages":{{Hi}}}""", "duplicate_parameter", "model"),
        new("model twice, once escaped", $$"""{"model":"chat","\u006dodel":"demo","messages":{{Hi}}}""", "duplicate_parameter", "model"),
        new("messages twice", $$"""{"model":"chat","messages":{{Hi}},"messages":{{Hi}}}""", "duplicate_parameter", "messages"),
        new("embedding model", $$"""{"model":"embed","messages":{{Hi}}}""", "unsupported_operation", "model"),
        new("completion model", $$"""{"model":"instruct","messages":{{Hi}}}""", "unsupported_operation", "model"),
        new("empty messages", """{"model":"chat","messages":[]}""", "empty_array", "messages"),
        new("null messages", """{"model":"chat","messages":null}""", "invalid_type", "messages"),
        new("string for messages", """{"model":"chat","messages":"Hi"}""", "invalid_type", "messages"),
        new("object for messages", """{"model":"chat","messages":{}}""", "invalid_type", "messages"),
        new("string for a message", """{"model":"chat","messages":["Hi"]}""", "invalid_type", "messages[0]"),
        new("null for a message", """{"model":"chat","messages":[{"role":"user","content":"Hi"},null]}""", "invalid_type", "messages[1]"),
        new("no role", """{"model":"chat","messages":[{"content":"Hi"}]}""", "missing_required_parameter", "messages[0].role"),
        new("number for role", """{"model":"chat","messages":[{"role":1,"content":"Hi"}]}""", "invalid_type", "messages[0].role"),
        new("number for content", """{"model":"chat","messages":[{"role":"user","content":1}]}""", "invalid_type", "messages[0].content"),
        new("object for content", """{"model":"chat","messages":[{"role":"user","content":{}}]}""", "invalid_type", "messages[0].content"),
        new("string for a part", """{"model":"chat","messages":[{"role":"user","content":["Hi"]}]}""", "invalid_type", "messages[0].content[0]"),
        new("part without a type", """{"model":"chat","messages":[{"role":"user","content":[{"text":"Hi"}]}]}""", "missing_required_parameter", "messages[0].content[0].type"),
        Typed("stream", "\"true\""),
        Typed("stream", "1"),
        Typed("temperature", "\"hot\""),
        Typed("top_p", "[]"),
        Typed("max_tokens", "1.5"),
        Typed("max_tokens", "\"10\""),
        Typed("max_completion_tokens", "99999999999999999999"),
        Typed("n", "true"),
        Typed("stop", "5"),
        Typed("seed", "{}"),
        Typed("user", "5"),
        Typed("user_id", "[]"),
        Typed("tools", "{}"),
        Typed("tool_choice", "1"),
        Typed("response_format", "\"json\""),
        Typed("stream_options", "true"),
        Typed("logit_bias", "[]"),
        Typed("metadata", "\"x\""),
        new("usage option of a wrong type", $$"""{"model":"chat","messages":{{Hi}},"stream":true,"stream_options":{"include_usage":"yes"} }""", "invalid_type", "stream_options.include_usage"),
        new("no tokens", $$"""{"model":"chat","messages":{{Hi}},"max_tokens":0}""", "integer_below_min_value", "max_tokens"),
        new("negative choices", $$"""{"model":"chat","messages":{{Hi}},"n":-1}""", "integer_below_min_value", "n"),
        new("10,000 deep", $$"""{"model":"chat","messages":{{Hi}},"x":{{new string('[', 10_000)}}{{new string(']', 10_000)}}}""", "invalid_json"),
        new("10,000 deep in a message", $$"""{"model":"chat","messages":[{"role":"user","content":"Hi","x":{{Nested(10_000)}} }]}""", "invalid_json"),
        new("200 deep", $$"""{"model":"chat","messages":{{Hi}},"x":{{Nested(200)}}}""", "invalid_json"),
    ];

    private static BadRequest Typed(string member, string value) =>
        new($"{member}: {value}", $$"""{"model":"chat","messages":{{Hi}},"{{member}}":{{value}}}""", "invalid_type", member);

    private static string Nested(int depth) =>
        string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);
}
