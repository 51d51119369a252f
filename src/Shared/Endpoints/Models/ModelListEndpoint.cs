namespace Tollgate.Endpoints.Models;

internal sealed class ModelListEndpoint : IEndpoint
{
    public Task HandleAsync(Exchange exchange) => JsonResponse.WriteAsync(exchange, json =>
    {
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        foreach (var model in exchange.Configuration.Models.Values.OrderBy(model => model.Name, StringComparer.Ordinal))
        {
            ModelJson.Write(json, model);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
