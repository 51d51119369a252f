using Tollgate.Endpoints.Body;
using Tollgate.Pipeline;

namespace Tollgate.Endpoints.Embeddings;

internal sealed class EmbeddingsEndpoint(ModelRequests requests) : IEndpoint
{
    public Task HandleAsync(Exchange exchange) => requests.ServeAsync(exchange, Operation.Embeddings, BodySchema.Embeddings);
}
