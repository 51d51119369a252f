using Tollgate.Endpoints.Body;
using Tollgate.Pipeline;

namespace Tollgate.Endpoints.Chat;

internal sealed class ChatEndpoint(ModelRequests requests) : IEndpoint
{
    public Task HandleAsync(Exchange exchange) => requests.ServeAsync(exchange, Operation.Chat, BodySchema.Chat);
}
