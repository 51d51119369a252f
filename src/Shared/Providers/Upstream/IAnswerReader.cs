namespace Tollgate.Providers.Upstream;

/// <summary>Reads one wire's HTTP responses: a whole answer, the beginning of a stream, an error.</summary>
internal interface IAnswerReader
{
    /// <summary>Reads a successful response to its end.</summary>
    /// <exception cref="UpstreamException">It is an error all the same, or no answer.</exception>
    Task<WholeAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellation);

    /// <summary>Takes over the response and the deadline if it succeeds: from then on they are the stream's to dispose of.</summary>
    /// <param name="response">Successful, its body unread.</param>
    /// <param name="deadline">Still running: the first event has what is left of it, every further one a time of its own.</param>
    /// <exception cref="UpstreamException">It is no stream.</exception>
    Task<StreamedAnswer> OpenAsync(HttpResponseMessage response, Deadline deadline);

    /// <summary>An error in the upstream's own words, from (the beginning of) the body of a failed response.</summary>
    /// <exception cref="System.Text.Json.JsonException">It is not JSON.</exception>
    UpstreamError ReadError(ReadOnlySpan<byte> body, HttpResponseMessage response);
}
