namespace Tollgate.Endpoints.OpenApi;

/// <summary>The API's description, as it was written beside this file.</summary>
internal sealed class OpenApiEndpoint : IEndpoint
{
    private readonly byte[] _document = OpenApiDocument.Read();

    public Task HandleAsync(Exchange exchange) => JsonResponse.WriteAsync(exchange, _document);
}
