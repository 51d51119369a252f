namespace Tollgate.Tests.BadInput;

internal static class BadOtherRequests
{
    public static IReadOnlyList<BadRequest> Completions { get; } =
    [
        new("no body", "", "missing_body"),
        new("no JSON", "{", "invalid_json"),
        new("nothing in it", "{}", "missing_required_parameter", "model"),
        new("neither prompt nor messages", """{"model":"instruct"}""", "missing_required_parameter", "prompt"),
        new("number for prompt", """{"model":"instruct","prompt":5}""", "invalid_type", "prompt"),
        new("null for prompt", """{"model":"instruct","prompt":null}""", "invalid_type", "prompt"),
        new("empty prompt list", """{"model":"instruct","prompt":[]}""", "empty_array", "prompt"),
        new("prompt that is no text", """{"model":"chat","prompt":"\ud800"}""", "invalid_json"),
        new("member that is no text", """{"model":"chat","prompt":"a","x":"\udfff"}""", "invalid_json"),
        new("empty messages", """{"model":"chat","messages":[]}""", "empty_array", "messages"),
        new("10,000 deep", $$"""{"model":"chat","prompt":"a","x":{{new string('[', 10_000)}}}""", "invalid_json"),
        new("100 deep, and more", $$"""{"model":"chat","prompt":"a","x":{{new string('[', 120)}}""", "invalid_json"),
        new("unknown model", """{"model":"nope","prompt":"a"}""", "model_not_found", "model", 404),
        new("embedding model", """{"model":"embed","prompt":"a"}""", "unsupported_operation", "model"),
    ];

    public static IReadOnlyList<BadRequest> Embeddings { get; } =
    [
        new("no body", "", "missing_body"),
        new("no input", """{"model":"embed"}""", "missing_required_parameter", "input"),
        new("empty input list", """{"model":"embed","input":[]}""", "empty_array", "input"),
        new("object for input", """{"model":"embed","input":{}}""", "invalid_type", "input"),
        new("negative dimensions", """{"model":"embed","input":"a","dimensions":-1}""", "integer_below_min_value", "dimensions"),
        new("number for format", """{"model":"embed","input":"a","encoding_format":1}""", "invalid_type", "encoding_format"),
        new("unknown model", """{"model":"nope","input":"a"}""", "model_not_found", "model", 404),
    ];

    /// <summary>Members whose insides no upstream judges, since the demo has none.</summary>
    public static IReadOnlyList<string> DemoOddities { get; } =
    [
        """ "tool_choice":{"function":{"name":5}},"tools":[{"type":"function","function":{"name":"f"}}] """,
        """ "tool_choice":{"function":"f"},"tools":[{"type":"function","function":{"name":"f"}}] """,
        """ "tool_choice":{"type":"function"},"tools":[] """,
        """ "tools":[1,"a",null,{"function":1},{"function":{"name":5}}] """,
        """ "tools":[{"type":"function","function":{"name":"f","parameters":"odd"}}] """,
        """ "tools":[{"type":"function","function":{"name":"f","parameters":{"type":5,"properties":{"a":7,"b":{"type":[],"enum":[]}}}}}] """,
        """ "response_format":{"type":5} """,
        """ "response_format":{"type":"json_schema","json_schema":"odd"} """,
        """ "response_format":{"type":"json_schema","json_schema":{"schema":[]}} """,
        """ "n":1000000 """,
        """ "max_tokens":9223372036854775807 """,
        """ "x":"\ud800" """,
    ];
}
