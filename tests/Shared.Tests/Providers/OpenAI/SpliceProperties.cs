using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Tollgate.Auth;
using Tollgate.Configuration.Profiles;
using Tollgate.Models;
using Tollgate.Pricing;
using Tollgate.Providers.OpenAI;
using Tollgate.Routing.Capabilities;
using Tollgate.Testing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Providers.OpenAI;

/// <summary>Whatever has to be put in, renamed or cut, in whatever order the client wrote its members: the rest stays as it was.</summary>
public sealed class SpliceProperties
{
    private const string Unknown = """[ 1e2, -0.0, {"deep":"\u00e9"} ]""";

    private static readonly Tenant Dropping = TestGateway.Tenant with { DropsUnsupportedParameters = true };

    private static readonly (string Name, string Value)[] Members =
    [
        ("stream", "true"), ("stream_options", "{ }"), ("max_tokens", "9"), ("max_completion_tokens", "9"), ("n", "2"), ("logprobs", "true"),
        ("top_logprobs", "1"), ("logit_bias", """{"1":1}"""), ("tool_choice", "\"required\""), ("tools", """[{"type":"function"}]"""),
        ("response_format", """{"type":"json_schema"}"""), ("reasoning_effort", "\"low\""), ("made_up", Unknown),
    ];

    public static TheoryData<string> Types => [.. ProviderProfiles.All.Where(profile => profile.Wire == "openai").Select(profile => profile.Type)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Body_OfAnyMembersInAnyOrder_IsTheClientsButForWhatHadToChange(string type) => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.SubListOf(Members).SelectMany(list => Gen.Shuffle(list.Append(("model", "\"m\"")).Append(("messages", """[{"role":"user","content":"hi"}]""")))).ToArbitrary(),
        Gen.Elements("", " ", "\n\t").ToArbitrary(),
        Gen.Elements(ModelCapabilities.None, ModelCapabilities.Chat | ModelCapabilities.Streaming, ModelCapabilities.Chat | ModelCapabilities.Streaming | ModelCapabilities.Reasoning).ToArbitrary(),
        (members, space, capabilities) => Holds(type, members, space, capabilities)));

    private static bool Holds(string type, (string Name, string Value)[] members, string space, ModelCapabilities capabilities)
    {
        var client = $"{{{space}{string.Join($"{space},{space}", members.Select(member => $"\"{member.Name}\"{space}:{space}{member.Value}"))}{space}}}";
        var deployment = Deployment(type, capabilities);
        var attempt = TestGateway.Attempt(TestGateway.Request(client, new ManualTimeProvider(), tenant: Dropping), deployment);
        CapabilityCheck.Require(attempt);

        using var body = OpenAIRequest.Body(attempt);
        using var sent = new MemoryStream();
        body.CopyToAsync(sent).GetAwaiter().GetResult();
        var text = Encoding.UTF8.GetString(sent.ToArray());
        var told = JsonNode.Parse(text)!.AsObject();

        var names = members.Select(member => member.Name).Except(attempt.Dropped).ToHashSet();
        string[] limits = ["max_tokens", "max_completion_tokens"];
        return sent.Length == body.Headers.ContentLength
            && told["model"]!.GetValue<string>() == deployment.UpstreamModel
            && (!names.Contains("made_up") || text.Contains(Unknown, StringComparison.Ordinal))
            && names.Overlaps(limits) == limits.Any(told.ContainsKey)
            && told.Select(member => member.Key).Except(limits).Except(["stream_options"]).ToHashSet().SetEquals(names.Except(limits).Except(["stream_options"]))
            && (!names.Contains("stream") || told["stream_options"]!["include_usage"]!.GetValue<bool>());
    }

    private static Deployment Deployment(string type, ModelCapabilities capabilities) => TestGateway.Deployment(
        TestGateway.Provider() with { Type = type, Quirks = ProviderProfiles.ByType[type].Quirks }, capabilities: capabilities);
}
