using System.Text.Json;
using Tollgate.Pricing;
using Tollgate.Providers.Chat.Answer;
using Tollgate.State;

namespace Tollgate.Providers.Gemini.Answer;

/// <summary>
/// Turns the events of streamGenerateContent into chunks. Each is a whole answer with the next piece of every candidate; nothing
/// marks the last one, so the answer is complete when the stream ends in good order and every candidate has said why it ended.
/// </summary>
internal sealed class GeminiStreamTranslator(IIdSource ids, string provider) : IStreamTranslator
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 256 };

    private readonly SortedDictionary<int, StreamedCandidate> _candidates = [];
    private TokenUsage? _told;
    private bool _isBlocked;
    private bool _isBilled;

    public TokenUsage? Usage { get; private set; }

    public bool IsComplete { get; private set; }

    public void Translate(UpstreamEvent received, ChunkWriter chunks)
    {
        using var document = JsonDocument.Parse(received.Data, Deep);
        var answer = document.RootElement;
        if (answer.TryGetProperty("error", out _))
        {
            throw ErrorReader.InBand(answer, provider);
        }

        var told = UsageReader.Read(answer);
        Usage = _told = told ?? _told;
        chunks.Id ??= CandidateReader.Text(answer, "responseId");
        if (answer.TryGetProperty("candidates", out var candidates))
        {
            foreach (var candidate in candidates.EnumerateArray())
            {
                Find(CandidateReader.Index(candidate), chunks).Take(candidate, provider);
            }
        }
        else if (_candidates.Count == 0 && !_isBlocked && FinishReasons.PromptRefusal(answer) is { } refusal)
        {
            _isBlocked = true;
            chunks.Role();
            chunks.Refusal(refusal);
        }

        _isBilled |= told is not null && HasFinished;
        Usage = _isBilled ? _told : AtLeast(chunks.ContentBytes);
    }

    public void End(ChunkWriter chunks)
    {
        if (_isBlocked)
        {
            chunks.Finish(FinishReason.ContentFilter);
            IsComplete = true;
        }
        else if (HasFinished)
        {
            foreach (var candidate in _candidates.Values)
            {
                candidate.End();
            }

            IsComplete = true;
        }
    }

    private bool HasFinished => _isBlocked || (_candidates.Count > 0 && _candidates.Values.All(candidate => candidate.IsFinished));

    /// <summary>
    /// Every event tells usage, and only the last word is the bill: what is told on the way may lag behind what was said, and a
    /// client that goes away pays for that.
    /// </summary>
    private TokenUsage? AtLeast(long contentBytes)
    {
        const int bytesPerToken = 4;
        var said = (contentBytes + bytesPerToken - 1) / bytesPerToken;
        return _told is { } usage && usage.Output < said ? usage with { Output = said, IsEstimated = true } : _told;
    }

    private StreamedCandidate Find(int index, ChunkWriter chunks)
    {
        if (!_candidates.TryGetValue(index, out var candidate))
        {
            chunks.Role(index);
            _candidates[index] = candidate = new StreamedCandidate(index, chunks, ids);
        }

        return candidate;
    }
}
