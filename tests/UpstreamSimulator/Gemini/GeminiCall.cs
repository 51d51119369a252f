using System.Text.Json;

namespace Tollgate.UpstreamSimulator.Gemini;

/// <summary>A call of a model: what was asked and how the answer is to look.</summary>
/// <param name="Body">A JSON object.</param>
/// <param name="Model">The model asked.</param>
/// <param name="Shape">What faults want of the content.</param>
/// <param name="Fingerprint">What ids and signatures derive from.</param>
/// <param name="TellsUsage">False for the fault that leaves it out.</param>
internal sealed record GeminiCall(JsonElement Body, GeminiModel Model, AnswerShape Shape, string Fingerprint, bool TellsUsage);
