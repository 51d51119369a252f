using System.Text.Json;
using Tollgate.Pipeline;

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

    private BodyParser(ReadOnlySpan<byte> json, BodySchema schema)
    {
        _schema = schema;
        _reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = DeepestNesting });
    }

    /// <exception cref="RefusalException">The body is not what the schema wants; the refusal names the member.</exception>
    public static RequestFacts Parse(ReadOnlySpan<byte> json, BodySchema schema)
    {
        var parser = new BodyParser(json, schema);
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
        var model = _model ?? throw Missing("model");
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
                PromptBytes = _prompt.Bytes,
            }
            : throw Missing(_schema.Subject);
    }

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
        if (_reader.TokenType == JsonTokenType.Null && rule.Role != MemberRole.StreamOptions)
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
                RequireText(rule.Name);
                _prompt.Count(ref _reader);
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
            case MemberRole.Count when _reader.GetInt64() < 1:
                throw Invalid("integer_below_min_value", $"Invalid '{rule.Name}': it must be at least 1.", rule.Name);
            case MemberRole.Prompted:
                _prompt.Count(ref _reader);
                break;
            default:
                _reader.Skip();
                break;
        }
    }

    private readonly void RequireText(string name)
    {
        var ahead = _reader;
        if (ahead.TokenType == JsonTokenType.StartArray && ahead.Read() && ahead.TokenType == JsonTokenType.EndArray)
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
