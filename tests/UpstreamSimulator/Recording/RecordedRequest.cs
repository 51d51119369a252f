using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace Tollgate.UpstreamSimulator;

/// <summary>A request as it arrived, byte for byte, and how it went. Safe to read while the exchange is under way.</summary>
public sealed class RecordedRequest
{
    private readonly TaskCompletionSource<RequestOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly UsageMeter _billed = new();

    internal RecordedRequest(long sequence, HttpRequest request, byte[] body)
    {
        Sequence = sequence;
        Method = request.Method;
        Path = request.Path.Value ?? "/";
        Query = request.QueryString.Value ?? "";
        RawPath = (request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget ?? Path).Split('?')[0];
        Headers = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        Body = body;
    }

    /// <summary>Position among all requests of the host, from 0.</summary>
    public long Sequence { get; }

    public string Method { get; }

    /// <summary>Without the query, as in <c>/v1/chat/completions</c>.</summary>
    public string Path { get; }

    /// <summary>As it was on the wire, escapes and all: what a signature is made of.</summary>
    public string RawPath { get; }

    /// <summary>With its question mark, or empty.</summary>
    public string Query { get; }

    /// <summary>By name, in any case; repeated headers are joined by a comma.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The raw bytes, so that a relay can be held to "nothing re-serialised".</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Tokens billed for this request so far.</summary>
    public BilledUsage Billed => _billed.Total;

    /// <summary>Completes when the exchange is over; never faults.</summary>
    public Task<RequestOutcome> Outcome => _outcome.Task;

    /// <summary>The body parsed, unknown members included.</summary>
    /// <exception cref="JsonException">The body is not JSON.</exception>
    public JsonElement ReadJson() => JsonElement.Parse(Body.Span);

    internal void Bill(BilledUsage usage) => _billed.Add(usage);

    internal void End(RequestOutcome outcome) => _outcome.TrySetResult(outcome);
}
