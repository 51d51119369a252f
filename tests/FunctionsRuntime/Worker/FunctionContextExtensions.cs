using Microsoft.AspNetCore.Http;
using Tollgate.FunctionsRuntime.Functions;

namespace Microsoft.Azure.Functions.Worker;

public static class FunctionContextExtensions
{
    /// <summary>The request that triggered the invocation; null for every other trigger.</summary>
    public static HttpContext? GetHttpContext(this FunctionContext context) => (context as InvocationContext)?.Http;
}
