using System.Text;
using System.Text.Json;
using Tollgate.Providers.Chat.Answer;
using Tollgate.State;

namespace Tollgate.Providers.Gemini.Answer;

/// <summary>Gathers one candidate of a whole answer.</summary>
internal sealed class WholeCandidate(IIdSource ids) : ICandidateSink
{
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _thoughts = new();
    private readonly List<AnsweredCall> _calls = [];
    private readonly List<(string MediaType, string Base64)> _images = [];
    private string? _signature;
    private JsonElement _logprobs;

    public static ChatChoice Read(JsonElement candidate, IIdSource ids, string provider)
    {
        var gathered = new WholeCandidate(ids);
        CandidateReader.Read(candidate, gathered);
        return gathered.ToChoice(candidate, CandidateReader.FinishReason(candidate) ?? throw new JsonException("a candidate without a finish reason"), provider);
    }

    public void Text(string text) => _text.Append(text);

    public void Thought(string text) => _thoughts.Append(text);

    public void Call(string? id, string name, string arguments, string? signature) => _calls.Add(new AnsweredCall(
        id ?? CallIds.Next(ids), name, arguments, signature is null ? null : json => ThoughtSignature.Write(json, signature)));

    public void Image(string mediaType, string base64) => _images.Add((mediaType, base64));

    public void Sign(string signature) => _signature = signature;

    public void Logprobs(JsonElement logprobs) => _logprobs = logprobs;

    private ChatChoice ToChoice(JsonElement candidate, string reason, string provider)
    {
        var text = _text.ToString();
        var annotations = Annotations.Has(candidate) ? Annotations.Read(candidate, text) : [];
        return new ChatChoice
        {
            Content = text.Length > 0 ? text : IsSilent(reason) ? "" : null,
            Reasoning = _thoughts.Length > 0 ? _thoughts.ToString() : null,
            Refusal = FinishReasons.Refusal(candidate, reason),
            ToolCalls = _calls,
            FinishReason = FinishReasons.Map(candidate, reason, _calls.Count > 0, provider),
            Logprobs = _logprobs,
            Extras = json => WriteExtras(json, annotations),
        };
    }

    /// <summary>An empty answer is one too: null stands for there being something else.</summary>
    private bool IsSilent(string reason) => _calls.Count == 0 && _images.Count == 0 && reason is ("STOP" or "MAX_TOKENS");

    private void WriteExtras(Utf8JsonWriter json, IReadOnlyList<Annotation> annotations)
    {
        if (annotations.Count > 0)
        {
            Annotations.Write(json, annotations);
        }

        if (_images.Count > 0)
        {
            AnsweredImages.Write(json, _images);
        }

        if (_signature is not null)
        {
            ThoughtSignature.Write(json, _signature);
        }
    }
}
