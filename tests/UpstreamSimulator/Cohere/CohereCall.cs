namespace Tollgate.UpstreamSimulator.Cohere;

/// <summary>A model call that got through the door.</summary>
/// <param name="Body">Its members.</param>
/// <param name="Model">Without the faults of its name.</param>
/// <param name="Shape">What the faults want of the answer.</param>
/// <param name="Fingerprint">Of the request's bytes; ids within the answer derive from it.</param>
internal sealed record CohereCall(CohereBody Body, string Model, AnswerShape Shape, string Fingerprint);
