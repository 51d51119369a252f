using System.Text;
using System.Text.Json;
using Tollgate.Providers.Chat.Answer;
using Tollgate.State;

namespace Tollgate.Providers.Gemini.Answer;

/// <summary>Writes one candidate of a stream as chunks.</summary>
internal sealed class StreamedCandidate(int index, ChunkWriter chunks, IIdSource ids) : ICandidateSink
{
    private readonly StringBuilder _text = new();
    private int _calls;
    private string? _finishReason;
    private IReadOnlyList<Annotation> _annotations = [];

    public bool IsFinished => _finishReason is not null;

    /// <summary>Takes the candidate's next piece. Why it ended is kept for the end: Gemini may go on to send what belongs to it.</summary>
    public void Take(JsonElement candidate, string provider)
    {
        CandidateReader.Read(candidate, this);
        if (Annotations.Has(candidate))
        {
            _annotations = Annotations.Read(candidate, _text.ToString());
        }

        if (CandidateReader.FinishReason(candidate) is { } reason)
        {
            if (FinishReasons.Refusal(candidate, reason) is { } refusal)
            {
                chunks.Refusal(refusal, index);
            }

            _finishReason = FinishReasons.Map(candidate, reason, calledTools: false, provider);
        }
    }

    public void End()
    {
        if (_annotations.Count > 0)
        {
            chunks.Delta(index, _annotations, Annotations.Write);
        }

        chunks.Finish(_finishReason == FinishReason.Stop && _calls > 0 ? FinishReason.ToolCalls : _finishReason!, index);
    }

    public void Text(string text)
    {
        _text.Append(text);
        chunks.Content(text, index);
    }

    public void Thought(string text) => chunks.Reasoning(text, index);

    public void Call(string? id, string name, string arguments, string? signature)
    {
        chunks.ToolCall(_calls, id ?? CallIds.Next(ids), name, index, signature is null ? null : json => ThoughtSignature.Write(json, signature));
        chunks.Arguments(_calls++, arguments, index);
    }

    public void Image(string mediaType, string base64) => chunks.Delta(index, (mediaType, base64), static (json, image) => AnsweredImages.Write(json, [image]));

    public void Sign(string signature) => chunks.Delta(index, signature, ThoughtSignature.Write);

    public void Logprobs(JsonElement logprobs) => chunks.Logprobs(logprobs, index);
}
