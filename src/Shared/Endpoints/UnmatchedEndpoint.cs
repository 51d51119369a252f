using Tollgate.Pipeline;

namespace Tollgate.Endpoints;

/// <summary>Answers what no route does: unknown paths, known paths with the wrong method, and browsers' preflights.</summary>
internal sealed class UnmatchedEndpoint : IEndpoint
{
    public Task HandleAsync(Exchange exchange)
    {
        var request = exchange.Http.Request;
        var path = request.Path.Value ?? "/";
        var methods = RouteTable.All.Where(route => route.Matches(path)).SelectMany(route => route.Methods).Distinct().ToArray();
        if (methods.Length == 0)
        {
            throw new RefusalException(Refusal.Invalid(
                "unknown_url", "There is nothing at this URL. GET /openapi.json describes every route.", status: 404));
        }

        var allow = string.Join(", ", methods);
        if (Cors.IsPreflight(request))
        {
            Cors.AnswerPreflight(exchange.Http, allow);
            return Task.CompletedTask;
        }

        throw new RefusalException(
            Refusal.Invalid("method_not_allowed", $"This URL takes {allow}.", status: 405) with { Allow = allow });
    }
}
