using System.Net;
using System.Net.Http.Headers;

namespace Tollgate.Tests.Configuration;

/// <summary>One blob as the service gives it out: by ETag, to who has a token.</summary>
internal sealed class BlobService : HttpMessageHandler
{
    /// <summary>Null: there is no blob.</summary>
    public string? Content { get; set; }

    public string Tag { get; set; } = "\"1\"";

    public DateTimeOffset LastModified { get; set; } = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    /// <summary>Answers this whatever is asked.</summary>
    public HttpStatusCode? Failure { get; set; }

    public List<HttpStatusCode> Answers { get; } = [];

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = Answer(request);
        Answers.Add(response.StatusCode);
        return response;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(Send(request, cancellationToken));

    private HttpResponseMessage Answer(HttpRequestMessage request)
    {
        var status = Failure
            ?? (request.Headers.Authorization?.ToString() != "Bearer token-for-https://storage.azure.com/.default" || !request.Headers.Contains("x-ms-version") ? HttpStatusCode.Forbidden
            : Content is null ? HttpStatusCode.NotFound
            : request.Headers.IfNoneMatch.Contains(EntityTagHeaderValue.Parse(Tag)) ? HttpStatusCode.NotModified
            : HttpStatusCode.OK);
        var response = new HttpResponseMessage(status) { Content = new StringContent(status == HttpStatusCode.OK ? Content! : "") };
        response.Headers.ETag = EntityTagHeaderValue.Parse(Tag);
        response.Content.Headers.LastModified = LastModified;
        return response;
    }
}
