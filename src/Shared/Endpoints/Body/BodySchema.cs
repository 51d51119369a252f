using System.Collections.Frozen;
using System.Text.Json;

namespace Tollgate.Endpoints.Body;

/// <summary>
/// The members of a request body that the gateway knows. Unknown ones pass untouched: a provider may know more than we do.
/// </summary>
internal sealed class BodySchema
{
    private const JsonKinds OptionalNumber = JsonKinds.Number | JsonKinds.Null;
    private const JsonKinds OptionalInteger = JsonKinds.Integer | JsonKinds.Null;
    private const JsonKinds OptionalBool = JsonKinds.Bool | JsonKinds.Null;
    private const JsonKinds OptionalString = JsonKinds.String | JsonKinds.Null;
    private const JsonKinds OptionalObject = JsonKinds.Object | JsonKinds.Null;
    private const JsonKinds OptionalArray = JsonKinds.Array | JsonKinds.Null;
    private const JsonKinds Anything =
        JsonKinds.String | JsonKinds.Integer | JsonKinds.Number | JsonKinds.Bool | JsonKinds.Object | JsonKinds.Array | JsonKinds.Null;

    private readonly FrozenDictionary<string, MemberRule>.AlternateLookup<ReadOnlySpan<char>> _rules;

    private BodySchema(string subject, params (string Name, JsonKinds Allowed, MemberRole Role)[] members)
    {
        Subject = subject;
        _rules = members
            .Select((member, index) => new MemberRule(index, member.Name, member.Allowed, member.Role))
            .ToFrozenDictionary(rule => rule.Name, StringComparer.OrdinalIgnoreCase)
            .GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public static BodySchema Chat { get; } = new(
        "messages",
        [
            ("messages", JsonKinds.Array, MemberRole.Messages),
            ("tools", OptionalArray, MemberRole.Tools),
            ("functions", OptionalArray, MemberRole.Functions),
            ("tool_choice", JsonKinds.String | OptionalObject, MemberRole.ToolChoice),
            ("parallel_tool_calls", OptionalBool, MemberRole.None),
            ("response_format", OptionalObject, MemberRole.ResponseFormat),
            ("reasoning_effort", OptionalString, MemberRole.ReasoningEffort),
            ("logprobs", OptionalBool, MemberRole.Logprobs),
            ("top_logprobs", OptionalInteger, MemberRole.TopLogprobs),
            ("metadata", OptionalObject, MemberRole.None),
            ("modalities", OptionalArray, MemberRole.Modalities),
            .. Surcharges,
            .. Sampling,
            .. Common,
        ]);

    public static BodySchema Completions { get; } = new(
        "prompt",
        [
            ("prompt", JsonKinds.String | JsonKinds.Array, MemberRole.Text),
            ("suffix", OptionalString, MemberRole.Prompted),
            ("echo", OptionalBool, MemberRole.None),
            ("best_of", OptionalInteger, MemberRole.BestOf),
            ("logprobs", OptionalInteger, MemberRole.Logprobs),
            .. Surcharges,
            .. Sampling,
            .. Common,
        ]);

    public static BodySchema Embeddings { get; } = new(
        "input",
        [
            ("input", JsonKinds.String | JsonKinds.Array, MemberRole.Text),
            ("dimensions", OptionalInteger, MemberRole.Count),
            ("encoding_format", OptionalString, MemberRole.None),
            ("model", JsonKinds.String, MemberRole.Model),
            ("user", OptionalString, MemberRole.User),
        ]);

    /// <summary>The member that carries what the model is to read: without it there is no request.</summary>
    public string Subject { get; }

    private static (string Name, JsonKinds Allowed, MemberRole Role)[] Common =>
    [
        ("model", JsonKinds.String, MemberRole.Model),
        ("stream", OptionalBool, MemberRole.Stream),
        ("stream_options", OptionalObject, MemberRole.StreamOptions),
        ("user", OptionalString, MemberRole.User),
        ("user_id", OptionalString, MemberRole.User),
    ];

    /// <summary>What is known, of OpenAI and of those who speak its wire, to be billed by other than the model's price per token.</summary>
    private static (string Name, JsonKinds Allowed, MemberRole Role)[] Surcharges =>
    [
        ("service_tier", OptionalString, MemberRole.ServiceTier),
        ("web_search_options", Anything, MemberRole.Surcharge),
        ("search_parameters", Anything, MemberRole.Surcharge),
        ("prediction", Anything, MemberRole.Surcharge),
        ("plugins", Anything, MemberRole.Surcharge),
        ("models", Anything, MemberRole.Surcharge),
        ("speed", Anything, MemberRole.Surcharge),
        ("inference_geo", Anything, MemberRole.Surcharge),
        ("betas", Anything, MemberRole.Surcharge),
        ("guardrailConfig", Anything, MemberRole.Surcharge),
        ("performanceConfig", Anything, MemberRole.Surcharge),
        ("additionalModelRequestFields", Anything, MemberRole.Surcharge),
        ("extra_body", Anything, MemberRole.Reference),
        ("cached_content", Anything, MemberRole.Reference),
    ];

    private static (string Name, JsonKinds Allowed, MemberRole Role)[] Sampling =>
    [
        ("max_tokens", OptionalInteger, MemberRole.MaxTokens),
        ("max_completion_tokens", OptionalInteger, MemberRole.MaxCompletionTokens),
        ("n", OptionalInteger, MemberRole.Choices),
        ("temperature", OptionalNumber, MemberRole.None),
        ("top_p", OptionalNumber, MemberRole.None),
        ("presence_penalty", OptionalNumber, MemberRole.None),
        ("frequency_penalty", OptionalNumber, MemberRole.None),
        ("logit_bias", OptionalObject, MemberRole.LogitBias),
        ("seed", OptionalInteger, MemberRole.None),
        ("stop", OptionalString | JsonKinds.Array, MemberRole.None),
    ];

    /// <summary>
    /// The rule for the member whose name the reader stands on, in whatever case it is written; null for a member the gateway
    /// does not know.
    /// </summary>
    public MemberRule? Find(ref Utf8JsonReader reader)
    {
        // Every letter of max_completion_tokens may be escaped in six bytes.
        const int longestName = 128;
        if (reader.ValueSpan.Length > longestName)
        {
            return null;
        }

        Span<char> name = stackalloc char[longestName];
        return _rules.TryGetValue(name[..reader.CopyString(name)], out var rule) ? rule : null;
    }
}
