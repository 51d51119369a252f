using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tollgate.FunctionsRuntime;

namespace Tollgate.Tests.Sample;

/// <summary>An app of a few lines around whichever functions a test needs.</summary>
internal static class SampleApp
{
    public static FunctionsApp Of(Action<IServiceCollection> configure, params Type[] functions) => new()
    {
        EntryPoint = args =>
        {
            var builder = FunctionsApplication.CreateBuilder(args);
            builder.ConfigureFunctionsWebApplication();
            configure(builder.Services);
            builder.Build().Run();
        },
        FunctionTypes = functions,
        HostJson = """{ "version": "2.0", "extensions": { "http": { "routePrefix": "" } } }""",
    };

    public static FunctionsApp Of(params Type[] functions) => Of(_ => { }, functions);
}
