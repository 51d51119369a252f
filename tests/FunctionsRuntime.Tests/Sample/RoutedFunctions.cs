using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Tollgate.Tests.Sample;

/// <summary>Answers with the function's name, so that a test sees which one was chosen.</summary>
public sealed class RoutedFunctions
{
    [Function("ListOrders")]
    public IActionResult List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "orders")] HttpRequest request) =>
        new OkObjectResult("ListOrders");

    [Function("OneOrder")]
    public IResult One([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "orders/{id:int}")] HttpRequest request, int id) =>
        Results.Text($"OneOrder {id} of {request.RouteValues["id"]}");

    [Function("Unrouted")]
    public IResult Unrouted([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => Results.Text("Unrouted");

    [Function("Keyed")]
    public IResult Keyed([HttpTrigger("get", Route = "keyed")] HttpRequest request) => Results.Text("Keyed");

    [Function("Reserved")]
    public IResult Reserved([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "admin/circuits")] HttpRequest request) =>
        Results.Text("Reserved");

    [Function("Headers")]
    public async Task<IActionResult> Headers(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "headers/{*rest}")] HttpRequest request, FunctionContext context)
    {
        await request.HttpContext.Response.WriteAsync(string.Join(
            '\n',
            request.Headers.Authorization,
            request.Headers["x-many"],
            request.Headers["X-Forwarded-For"].Count,
            request.QueryString,
            request.Path,
            ReferenceEquals(context.GetHttpContext(), request.HttpContext)));
        return new EmptyResult();
    }
}
