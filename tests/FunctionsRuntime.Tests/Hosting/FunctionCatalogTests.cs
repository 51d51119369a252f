using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Tollgate.FunctionsRuntime;
using Tollgate.Tests.Sample;

namespace Tollgate.Tests.Hosting;

public sealed class FunctionCatalogTests
{
    [Fact]
    public async Task Function_OfAnInternalClass_IsRefused() =>
        Assert.Contains("not public", (await StartAsync(SampleApp.Of(typeof(Hidden)))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Functions_OfTheSameName_AreRefused()
    {
        var error = await StartAsync(SampleApp.Of(typeof(RoutedFunctions), typeof(ListsOrdersToo)));
        Assert.Contains("listorders", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task HttpFunctions_WithoutAspNetCoreIntegration_AreRefused()
    {
        var app = SampleApp.Of(typeof(RoutedFunctions)) with { EntryPoint = args => FunctionsApplication.CreateBuilder(args).Build() };
        Assert.Contains("ConfigureFunctionsWebApplication", (await StartAsync(app)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CreateBuilder_OutsideAFleet_SaysWhatToDo()
    {
        var error = Assert.Throws<InvalidOperationException>(() => FunctionsApplication.CreateBuilder([]));
        Assert.Contains("FunctionsFleet", error.Message, StringComparison.Ordinal);
    }

    private static async Task<InvalidOperationException> StartAsync(FunctionsApp app)
    {
        await using var fleet = FunctionsFleet.Create(app);
        return await Assert.ThrowsAsync<InvalidOperationException>(() => fleet.StartInstanceAsync());
    }

    public sealed class ListsOrdersToo
    {
        [Function("listORDERS")]
        public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "too")] HttpRequest request) => Results.NoContent();
    }

    private sealed class Hidden
    {
        [Function("Hidden")]
        public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.NoContent();
    }
}
