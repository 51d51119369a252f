using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Tollgate.FunctionsRuntime.Functions;

internal sealed class InvocationContext(string invocationId, string functionId, IServiceProvider services, CancellationToken cancellation)
    : FunctionContext
{
    public override string InvocationId => invocationId;

    public override string FunctionId => functionId;

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override CancellationToken CancellationToken => cancellation;

    public HttpContext? Http { get; init; }
}
