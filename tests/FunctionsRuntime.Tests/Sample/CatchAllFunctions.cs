using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Tollgate.Tests.Sample;

public sealed class FirstCatchAll
{
    [Function("AaCatchAll")]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*path}")] HttpRequest request) => Results.Text("AaCatchAll");
}

public sealed class LastCatchAll
{
    [Function("ZzCatchAll")]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*path}")] HttpRequest request) => Results.Text("ZzCatchAll");
}
