using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tollgate.Endpoints.Body;
using Tollgate.Pipeline;
using Tollgate.Tests.Configuration;

namespace Tollgate.Tests.Endpoints.OpenApi;

public sealed partial class RequestSchemaTests
{
    /// <summary>A value of every kind, with the types it has in a schema.</summary>
    private static readonly (string Value, string[] Types)[] Kinds =
    [
        ("null", ["null"]), ("true", ["boolean"]), ("1", ["integer", "number"]), ("1.5", ["number"]),
        ("\"text\"", ["string"]), ("[1]", ["array"]), ("{}", ["object"]),
    ];

    private static readonly string[] Names = ["ChatRequest", "AnyModelChatRequest", "CompletionRequest", "EmbeddingRequest", "GenerateRequest"];

    public static TheoryData<string> Schemas => [.. Names];

    [Theory]
    [MemberData(nameof(Schemas))]
    public void Member_OfEveryKind_IsTakenExactlyAsDescribed(string name)
    {
        foreach (var member in Description.Schemas.GetProperty(name).GetProperty("properties").EnumerateObject())
        {
            foreach (var (value, types) in Kinds)
            {
                var isDescribed = Types(member.Value).Intersect(types).Any();

                Assert.True(isDescribed == IsTaken(name, member.Name, value), $"{name}.{member.Name} = {value}: the document says {isDescribed}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Schemas))]
    public void RequiredMember_Left_IsRefusedAsMissing(string name)
    {
        foreach (var required in Description.Schemas.GetProperty(name).GetProperty("required").EnumerateArray())
        {
            var body = Minimal(name).Where(member => member.Key != required.GetString());

            Assert.Equal("missing_required_parameter", RefusalOf(name, Object(body))?.Code);
        }
    }

    [Fact]
    public void Members_TheGatewayKnows_AreAllDescribed()
    {
        var known = KnownMember().Matches(Repository.Read("src/Shared/Endpoints/Body/BodySchema.cs")).Select(match => match.Groups[1].Value);

        var described = Names.SelectMany(name => Description.Schemas.GetProperty(name).GetProperty("properties").EnumerateObject());

        Assert.Equal(known.Distinct().Order(), described.Select(member => member.Name).Distinct().Order());
    }

    [Fact]
    public void Examples_OfRequests_PassTheChecks() => Assert.All(Description.Operations.Where(operation => operation.Json.TryGetProperty("requestBody", out _)), operation =>
    {
        var examples = operation.Json.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("examples");
        Assert.All(examples.EnumerateObject(), example =>
        {
            var body = example.Value.GetProperty("value");
            var schema = operation.Id switch
            {
                "Embeddings" => "EmbeddingRequest",
                "Generate" or "GenerateStream" => "GenerateRequest",
                "Completion" => "AnyModelChatRequest",
                _ => body.TryGetProperty("messages", out _) ? "ChatRequest" : "CompletionRequest",
            };
            Assert.Null(RefusalOf(schema, body.GetRawText()));
        });
    });

    private static IEnumerable<string> Types(JsonElement schema)
    {
        var type = Description.Resolve(schema).GetProperty("type");
        return type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(entry => entry.GetString()!) : [type.GetString()!];
    }

    private static bool IsTaken(string schema, string member, string value) =>
        RefusalOf(schema, Object(new Dictionary<string, string>(Minimal(schema)) { [member] = value })) is not { Code: "invalid_type" } refusal
        || refusal.Param != member;

    private static Dictionary<string, string> Minimal(string schema) => schema switch
    {
        "ChatRequest" => new() { ["model"] = "\"m\"", ["messages"] = """[{"role":"user"}]""" },
        "AnyModelChatRequest" => new() { ["messages"] = """[{"role":"user"}]""" },
        "GenerateRequest" => new() { ["prompt"] = "\"text\"" },
        "CompletionRequest" => new() { ["model"] = "\"m\"", ["prompt"] = "\"text\"" },
        _ => new() { ["model"] = "\"m\"", ["input"] = "\"text\"" },
    };

    private static string Object(IEnumerable<KeyValuePair<string, string>> members) =>
        $"{{{string.Join(',', members.Select(member => $"\"{member.Key}\":{member.Value}"))}}}";

    private static Refusal? RefusalOf(string schema, string body)
    {
        var known = schema switch
        {
            "ChatRequest" => BodySchema.Chat,
            "AnyModelChatRequest" => BodySchema.ChatOfAnyModel,
            "GenerateRequest" => BodySchema.Generate,
            "CompletionRequest" => BodySchema.Completions,
            _ => BodySchema.Embeddings,
        };
        try
        {
            BodyParser.Parse(Encoding.UTF8.GetBytes(body), known);
            return null;
        }
        catch (RefusalException refused)
        {
            return refused.Refusal;
        }
    }

    [GeneratedRegex(@"\(""([a-z_]+)"", ")]
    private static partial Regex KnownMember();
}
