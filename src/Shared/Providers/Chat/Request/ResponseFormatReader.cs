namespace Tollgate.Providers.Chat.Request;

/// <summary>Reads <c>response_format</c>.</summary>
internal static class ResponseFormatReader
{
    public static ResponseFormat Read(MemberReader members)
    {
        if (members.Object("response_format") is not { } given)
        {
            return ResponseFormat.Text;
        }

        var format = new MemberReader(given, "response_format");
        switch (format.RequiredText("type"))
        {
            case "text":
                return ResponseFormat.Text;
            case "json_object":
                return new ResponseFormat(ResponseFormatKind.JsonObject);
            case "json_schema":
                const string path = "response_format.json_schema";
                var named = new MemberReader(format.Object("json_schema") ?? throw MemberReader.Unexpected(path, "an object with name and schema"), path);
                return new ResponseFormat(ResponseFormatKind.JsonSchema)
                {
                    Name = named.RequiredText("name"),
                    Description = named.Text("description"),
                    Schema = named.Object("schema") ?? throw MemberReader.Unexpected($"{path}.schema", "a JSON schema"),
                    Strict = named.Bool("strict"),
                };
            default:
                throw MemberReader.Unexpected("response_format.type", "'text', 'json_object' or 'json_schema'");
        }
    }
}
