using System.Text.Json.Nodes;

namespace Tollgate.UpstreamSimulator.OpenAI;

/// <summary>Where OpenAI and Azure OpenAI differ.</summary>
internal interface IOpenAIDialect : IErrorEnvelope
{
    UpstreamError KeyMissing { get; }

    UpstreamError KeyRefused(string key);

    UpstreamError ModelMissing(string model);

    /// <summary>Response headers, whatever the outcome; <paramref name="sequence"/> tells requests apart.</summary>
    IReadOnlyDictionary<string, string> Headers(long sequence);

    /// <summary>What a stream sends before its first chunk.</summary>
    IEnumerable<StreamEvent> Preamble();

    /// <summary>Adds what this dialect has beside OpenAI's members, to an answer or to a chunk.</summary>
    JsonObject Decorate(JsonObject answer);
}
