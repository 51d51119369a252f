using System.Text.Json;
using Tollgate.Pipeline;

namespace Tollgate.Endpoints.Surfaces;

/// <summary>How a surface of its own tells an answer that came as chat.</summary>
internal interface IAnswerShape
{
    /// <summary>A stream is bare text, and no events.</summary>
    bool StreamsText { get; }

    /// <summary>Writes a whole answer, as one object.</summary>
    void WriteAnswer(Utf8JsonWriter json, AnswerPart answer, GatewayRequest request, Settled settled);

    /// <summary>Writes an event of a stream, as one object; not used for bare text.</summary>
    void WriteEvent(Utf8JsonWriter json, AnswerPart part);
}
