using System.Text.Json.Nodes;

namespace Tollgate.UpstreamSimulator.OpenAI;

/// <summary>Where those who speak OpenAI's wire differ. What is not overridden is as at OpenAI.</summary>
internal interface IOpenAIDialect : IErrorEnvelope
{
    /// <summary>Runs without a key on one's own hardware.</summary>
    bool NeedsKey => true;

    /// <summary>Members that are read over without a word.</summary>
    IReadOnlyCollection<string> Overlooked => [];

    UpstreamError KeyMissing { get; }

    UpstreamError KeyRefused(string key);

    UpstreamError ModelMissing(string model);

    /// <summary>A model's name without what this provider puts around it.</summary>
    /// <exception cref="RefusedException">It is not there.</exception>
    string Plain(string model) => model;

    /// <exception cref="RefusedException">400: the request has something that OpenAI knows and this provider does not.</exception>
    void Require(RequestFields body)
    {
    }

    /// <summary>Response headers, whatever the outcome; <paramref name="sequence"/> tells requests apart.</summary>
    IReadOnlyDictionary<string, string> Headers(long sequence);

    /// <summary>What a stream sends before its first chunk.</summary>
    IEnumerable<StreamEvent> Preamble();

    /// <summary>Adds what this dialect has beside OpenAI's members, to an answer or to a chunk.</summary>
    JsonObject Decorate(JsonObject answer);

    /// <summary>Adds what this dialect tells with a stream's last finish reason.</summary>
    void Finish(JsonObject lastChunk, BilledUsage usage)
    {
    }
}
