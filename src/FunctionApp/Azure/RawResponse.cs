using System.ClientModel.Primitives;
using System.Net;

namespace Tollgate.FunctionApp.Azure;

/// <summary>Makes of the package's response what the relay reads, without reading the body.</summary>
internal static class RawResponse
{
    /// <param name="response">Unbuffered; the result's to dispose of.</param>
    public static HttpResponseMessage Of(PipelineResponse response)
    {
        var told = new HttpResponseMessage((HttpStatusCode)response.Status) { Content = new Body(response) };
        foreach (var (name, value) in response.Headers)
        {
            if (!told.Headers.TryAddWithoutValidation(name, value))
            {
                told.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return told;
    }

    private sealed class Body(PipelineResponse response) : StreamContent(response.ContentStream ?? Stream.Null)
    {
        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (disposing)
            {
                response.Dispose();
            }
        }
    }
}
