using System.Text.Json;
using Tollgate.Pipeline;
using Tollgate.Routing;

namespace Tollgate.Endpoints.Body;

/// <summary>
/// Checks a request body in one pass and notes what the gateway needs of it. Nothing is materialised but the model's name and
/// the user's.
/// </summary>
internal ref struct BodyParser
{
    private const int DeepestNesting = 128;

    private readonly BodySchema _schema;
    private Utf8JsonReader _reader;
    private PromptMeter _prompt;
    private CostFacts _cost;
    private RequestNeeds _needs;
    private ulong _seen;
    private int _membersStart;
    private string? _model;
    private JsonSlice _modelValue;
    private bool _hasSubject;
    private bool _stream;
    private bool _includeUsage;
    private JsonSlice _streamOptions;
    private JsonSlice _includeUsageValue;
    private string? _user;
    private RoutingWishes _wishes;
    private List<string>? _ownMembers;

    private BodyParser(ReadOnlySpan<byte> json, BodySchema schema, RoutingWishes wishes)
    {
        _schema = schema;
        _wishes = wishes;
        _reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = DeepestNesting });
    }

    /// <param name="json">The body.</param>
    /// <param name="schema">What it should be.</param>
    /// <param name="wishes">What the request's headers want of routing; where the body says otherwise, it goes by the body.</param>
    /// <exception cref="RefusalException">The body is not what the schema wants; the refusal names the member.</exception>
    public static RequestFacts Parse(ReadOnlySpan<byte> json, BodySchema schema, RoutingWishes? wishes = null)
    {
        var parser = new BodyParser(json, schema, wishes ?? RoutingWishes.None);
        try
        {
            return parser.Parse();
        }
        catch (JsonException invalid)
        {
            throw Invalid("invalid_json", parser._reader.CurrentDepth >= DeepestNesting - 1
                ? $"The body is nested deeper than {DeepestNesting} levels."
                : $"The body is not valid JSON: see line {invalid.LineNumber + 1}, byte {invalid.BytePositionInLine + 1}.");
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate in an escape: JSON by its grammar, text by no means.
            throw Invalid("invalid_json", "The body has a string that is not valid Unicode.");
        }
    }

    private RequestFacts Parse()
    {
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            throw Invalid("invalid_json", "The body must be a JSON object.");
        }

        _membersStart = (int)_reader.TokenStartIndex + 1;
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadMember();
        }

        // Reads on to the end: anything behind the object is an error too.
        while (_reader.Read())
        {
        }

        return Facts();
    }

    private readonly RequestFacts Facts()
    {
        var model = _model ?? (_schema.IsModelOptional ? "" : throw Missing("model"));
        return _hasSubject
            ? new RequestFacts
            {
                Model = model,
                ModelValue = _modelValue,
                MembersStart = _membersStart,
                Stream = _stream,
                IncludeUsage = _includeUsage,
                StreamOptions = _streamOptions,
                IncludeUsageValue = _includeUsageValue,
                User = _user,
                Wishes = _wishes,
                OwnMembers = _ownMembers ?? (IReadOnlyList<string>)[],
                PromptBytes = _prompt.Bytes,
                Cost = Cost(),
                Needs = Needs(),
            }
            : throw Missing(_schema.Subject);
    }

    private readonly CostFacts Cost() => _cost with
    {
        TextBytes = _reader.BytesConsumed - _prompt.ImageBytes,
        Messages = _prompt.Messages,
        Images = _prompt.Images,
        UnmeasuredMember = _cost.UnmeasuredMember ?? (_prompt.IsUnmeasured ? _schema.Subject : null),
        HearsAudio = _prompt.HearsAudio,
    };

    private readonly RequestNeeds Needs() => _needs
        | (_stream ? RequestNeeds.Streaming : RequestNeeds.None)
        | (_prompt.Images > 0 ? RequestNeeds.Vision : RequestNeeds.None)
        | (_prompt.HasRecording ? RequestNeeds.AudioInput : RequestNeeds.None)
        | (_cost.SpeaksAudio ? RequestNeeds.AudioOutput : RequestNeeds.None)
        | (_cost.N > 1 ? RequestNeeds.SeveralAnswers : RequestNeeds.None);

    private void ReadMember()
    {
        var rule = _schema.Find(ref _reader);
        if (rule is not null && !_reader.ValueTextEquals(rule.Name))
        {
            // Some providers match names in any case: what is unknown here must not be a second "model" there.
            throw Invalid("unknown_parameter", $"Unknown parameter: it differs from '{rule.Name}' in case only. Write it as '{rule.Name}'.", rule.Name);
        }

        _reader.Read();
        if (rule is null)
        {
            _reader.Skip();
            return;
        }

        // A member given twice means one thing to us and perhaps another to the provider: nothing may slip through between.
        if ((_seen & (1UL << rule.Index)) != 0)
        {
            throw Invalid("duplicate_parameter", $"'{rule.Name}' is given twice. Give it once.", rule.Name);
        }

        _seen |= 1UL << rule.Index;
        Require(ref _reader, rule.Name, rule.Allowed);
        if (_reader.TokenType == JsonTokenType.Null && rule.Role is not (MemberRole.StreamOptions or MemberRole.MaxTokens or MemberRole.MaxCompletionTokens or MemberRole.UserId or MemberRole.Wish))
        {
            return;
        }

        Take(rule);
    }

    private void Take(MemberRule rule)
    {
        switch (rule.Role)
        {
            case MemberRole.Model:
                _modelValue = Slice();
                _model = _reader.GetString() is { Length: > 0 } model ? model : throw Missing("model");
                break;
            case MemberRole.Messages:
                _hasSubject = true;
                MessageReader.Read(ref _reader, ref _prompt);
                break;
            case MemberRole.Text:
                _hasSubject = true;
                ReadText(rule.Name);
                break;
            case MemberRole.Stream:
                _stream = _reader.GetBoolean();
                break;
            case MemberRole.StreamOptions:
                ReadStreamOptions();
                break;
            case MemberRole.User:
                _user ??= _reader.GetString();
                break;
            case MemberRole.UserId:
                NoteOwn(rule.Name);
                goto case MemberRole.User;
            case MemberRole.Wish:
                ReadWish(rule.Name);
                break;
            case MemberRole.Count:
                Count(rule.Name);
                break;
            case MemberRole.Choices:
                _cost.N = Count(rule.Name);
                break;
            case MemberRole.BestOf:
                _cost.BestOf = Count(rule.Name);
                break;
            case MemberRole.MaxTokens:
                _cost.MaxTokens = Limit(rule.Name);
                break;
            case MemberRole.MaxCompletionTokens:
                _cost.MaxCompletionTokens = Limit(rule.Name);
                break;
            case MemberRole.Tools:
                _cost.UnpricedMember ??= BilledExtras.AreToolsTheClients(_reader) ? null : rule.Name;
                goto case MemberRole.Functions;
            case MemberRole.Functions:
                _needs |= NeedsReader.OfTools(_reader);
                goto case MemberRole.Prompted;
            case MemberRole.ResponseFormat:
                _needs |= NeedsReader.OfFormat(_reader);
                goto case MemberRole.Prompted;
            case MemberRole.Prompted:
                _cost.HasTools = true;
                _prompt.Count(ref _reader);
                break;
            case MemberRole.ToolChoice:
                _needs |= NeedsReader.OfToolChoice(ref _reader);
                _reader.Skip();
                break;
            case MemberRole.ReasoningEffort:
                _needs |= NeedsReader.OfEffort(ref _reader);
                break;
            case MemberRole.Logprobs:
                _needs |= NeedsReader.OfLogprobs(ref _reader);
                break;
            case MemberRole.TopLogprobs:
                _needs |= RequestNeeds.TopLogprobs;
                break;
            case MemberRole.LogitBias:
                _needs |= RequestNeeds.LogitBias;
                _reader.Skip();
                break;
            case MemberRole.Modalities:
                BilledExtras.ReadModalities(_reader, rule.Name, ref _cost);
                _reader.Skip();
                break;
            case MemberRole.ServiceTier when BilledExtras.IsStandardTier(ref _reader):
                break;
            case MemberRole.ServiceTier or MemberRole.Surcharge:
                _cost.UnpricedMember ??= rule.Name;
                _reader.Skip();
                break;
            case MemberRole.Reference:
                _cost.UnmeasuredMember ??= rule.Name;
                _reader.Skip();
                break;
            default:
                _reader.Skip();
                break;
        }
    }

    private void ReadWish(string name)
    {
        // Under this name a router further up takes an object, which is for it to read.
        if (_reader.TokenType == JsonTokenType.StartObject)
        {
            _reader.Skip();
            return;
        }

        NoteOwn(name);
        _wishes = WishReader.Read(ref _reader, name, _wishes);
    }

    private void NoteOwn(string name) => (_ownMembers ??= []).Add(name);

    private readonly long Count(string name, long least = 1) => _reader.GetInt64() is var count && count >= least
        ? count
        : throw Invalid("integer_below_min_value", $"Invalid '{name}': it must be at least {least}.", name);

    /// <summary>The legacy form may ask for no tokens at all: with <c>echo</c>, that scores a prompt.</summary>
    private readonly OutputLimit Limit(string name) =>
        new(Slice(), _reader.TokenType == JsonTokenType.Null ? null : Count(name, _schema == BodySchema.Completions ? 0 : 1));

    /// <summary>Reads a text, several, or token ids: one list of ids is one text.</summary>
    private void ReadText(string name)
    {
        if (_reader.TokenType != JsonTokenType.StartArray)
        {
            _cost.Prompts = 1;
            _prompt.Count(ref _reader);
            return;
        }

        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            _cost.Prompts += _reader.TokenType != JsonTokenType.Number || _cost.Prompts == 0 ? 1 : 0;
            _prompt.IsUnmeasured |= _reader.TokenType == JsonTokenType.StartObject;
            _prompt.Count(ref _reader);
        }

        if (_cost.Prompts == 0)
        {
            throw Invalid("empty_array", $"Invalid '{name}': the array is empty. Give it at least one entry.", name);
        }
    }

    private void ReadStreamOptions()
    {
        var start = (int)_reader.TokenStartIndex;
        if (_reader.TokenType == JsonTokenType.StartObject)
        {
            while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
            {
                var isUsage = _reader.ValueTextEquals("include_usage"u8);
                _reader.Read();
                if (isUsage)
                {
                    Require(ref _reader, "stream_options.include_usage", JsonKinds.Bool | JsonKinds.Null);
                    if (_includeUsageValue.IsPresent)
                    {
                        throw Invalid("duplicate_parameter", "'stream_options.include_usage' is given twice. Give it once.", "stream_options.include_usage");
                    }

                    _includeUsageValue = Slice();
                    _includeUsage = _reader.TokenType == JsonTokenType.True;
                }

                _reader.Skip();
            }
        }

        _streamOptions = new JsonSlice(start, (int)_reader.BytesConsumed - start);
    }

    private readonly JsonSlice Slice() => new((int)_reader.TokenStartIndex, (int)(_reader.BytesConsumed - _reader.TokenStartIndex));

    internal static void Require(ref Utf8JsonReader reader, string param, JsonKinds allowed)
    {
        var kind = reader.Kind();
        if ((kind & allowed) == 0)
        {
            throw Invalid("invalid_type", $"Invalid type for '{param}': expected {allowed.Describe()}, but got {kind.Describe()} instead.", param);
        }
    }

    internal static RefusalException Missing(string param) =>
        Invalid("missing_required_parameter", $"Missing required parameter: '{param}'.", param);

    internal static RefusalException Invalid(string code, string message, string? param = null) => new(Refusal.Invalid(code, message, param));
}
