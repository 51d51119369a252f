namespace Tollgate.UpstreamSimulator.OpenAI;

/// <summary>The request cannot be answered, for the reason that the client is to be told.</summary>
internal sealed class RefusedException(UpstreamError error) : Exception(error.Message)
{
    public UpstreamError Error { get; } = error;

    public static RefusedException Invalid(string message, string? param, string? code) =>
        new(new UpstreamError(StatusCodes.Status400BadRequest, "invalid_request_error", code, message, param));
}
