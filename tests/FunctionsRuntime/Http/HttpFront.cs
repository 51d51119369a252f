using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.FunctionsRuntime.Functions;

namespace Tollgate.FunctionsRuntime.Http;

/// <summary>
/// What stands between the network and an HTTP function. The host tries the routes in order of the functions' names, not
/// of how specific they are; so does this.
/// </summary>
internal sealed class HttpFront
{
    private readonly FunctionRoute[] _routes;
    private readonly FunctionInvoker _invoker;
    private readonly IServiceProvider _services;
    private readonly bool _hasHomepage;

    public HttpFront(FunctionCatalog functions, HostJson hostJson, FunctionInvoker invoker, IServiceProvider services, bool hasHomepage)
    {
        var constraints = services.GetRequiredService<IInlineConstraintResolver>();
        _routes = [.. functions.WithTrigger<HttpTriggerAttribute>()
            .Select(function => new FunctionRoute(function, hostJson.RoutePrefix, constraints))];
        _invoker = invoker;
        _services = services;
        _hasHomepage = hasHomepage;
    }

    /// <summary>What HTTP functions threw while their client was still there.</summary>
    public ConcurrentQueue<Exception> UnhandledExceptions { get; } = new();

    public async Task ServeAsync(HttpContext context)
    {
        if (_hasHomepage && context.Request.Path == "/")
        {
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync("<html><body>Your Functions app is up and running</body></html>");
        }
        else if (IsReserved(context.Request.Path) || Find(context.Request) is not { } match)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else if (match.Route.NeedsKey)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else
        {
            context.Request.RouteValues = match.Values;
            await InvokeAsync(match.Route.Function, context);
        }
    }

    private static bool IsReserved(PathString path) => path.StartsWithSegments("/admin") || path.StartsWithSegments("/runtime");

    private (FunctionRoute Route, RouteValueDictionary Values)? Find(HttpRequest request)
    {
        foreach (var route in _routes)
        {
            if (route.Match(request) is { } values)
            {
                return (route, values);
            }
        }

        return null;
    }

    private async Task InvokeAsync(Function function, HttpContext context)
    {
        // The proxying host keeps it to itself.
        context.Request.Headers.Remove("X-Forwarded-For");
        try
        {
            await _invoker.InvokeAsync(
                function, _services, BindRequest, result => WriteAsync(result, context), context, context.RequestAborted);
        }
#pragma warning disable CA1031 // The host answers any exception in the same two ways.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Fail(context, e);
        }

        object BindRequest(IServiceProvider scope)
        {
            context.RequestServices = scope;
            return context.Request;
        }
    }

    private static Task WriteAsync(object? result, HttpContext context) => result switch
    {
        _ when context.RequestAborted.IsCancellationRequested => Task.CompletedTask,
        null => Task.CompletedTask,
        IActionResult action => action.ExecuteResultAsync(new ActionContext(context, context.GetRouteData(), new ActionDescriptor())),
        IResult http => http.ExecuteAsync(context),
        _ => throw new InvalidOperationException($"An HTTP function returns IActionResult or IResult, not {result.GetType()}."),
    };

    private void Fail(HttpContext context, Exception exception)
    {
        if (!context.RequestAborted.IsCancellationRequested)
        {
            UnhandledExceptions.Enqueue(exception);
        }

        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        context.Response.Clear();
        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
    }
}
