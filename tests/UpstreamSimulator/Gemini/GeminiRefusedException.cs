namespace Tollgate.UpstreamSimulator.Gemini;

/// <summary>The request cannot be answered, for the reason that the client is to be told.</summary>
internal sealed class GeminiRefusedException(UpstreamError error) : Exception(error.Message)
{
    public UpstreamError Error { get; } = error;
}
