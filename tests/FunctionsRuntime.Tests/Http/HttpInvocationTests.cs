using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.FunctionsRuntime;
using Tollgate.Tests.Sample;

namespace Tollgate.Tests.Http;

public sealed class HttpInvocationTests
{
    private const int WorkerBodyLimit = 30_000_000;

    [Fact]
    public async Task Exception_BeforeTheFirstByte_IsAnEmpty500()
    {
        await using var fleet = Create();
        var instance = await fleet.StartInstanceAsync();
        var response = await instance.CreateClient().GetAsync("/early");
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.False(response.Headers.Contains("x-half"));
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        Assert.Equal("early", Assert.Single(instance.UnhandledExceptions).Message);
    }

    [Fact]
    public async Task Exception_AfterTheFirstByte_AbortsTheConnection()
    {
        await using var fleet = Create();
        var client = (await fleet.StartInstanceAsync()).CreateClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync("/late"));
    }

    [Fact]
    public async Task Body_OverTheWorkersLimit_IsAnEmpty500()
    {
        await using var fleet = Create();
        Assert.Equal(HttpStatusCode.InternalServerError, (await PostAsync(fleet, WorkerBodyLimit + 1)).StatusCode);
    }

    [Fact]
    public async Task Body_LimitRaised_IsRead()
    {
        await using var fleet = Create(services =>
            services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = null));
        var response = await PostAsync(fleet, WorkerBodyLimit + 1);
        Assert.Equal("30000001", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Client_GoesAway_FiresRequestAbortedAndTheInvocationsToken()
    {
        var probe = new Probe();
        await using var fleet = Create(services => services.AddSingleton(probe));
        var client = (await fleet.StartInstanceAsync()).CreateClient();
        var response = await client.GetAsync("/waits", HttpCompletionOption.ResponseHeadersRead);
        await probe.Entered.Task;
        response.Dispose();
        await probe.Aborted.Task;
        await probe.Cancelled.Task;
    }

    [Fact]
    public async Task Function_Returned_ItsScopeIsDisposed()
    {
        var probe = new Probe();
        await using var fleet = Create(services => services.AddSingleton(probe));
        await (await fleet.StartInstanceAsync()).CreateClient().GetStringAsync("/scoped");
        Assert.Equal(["ran, same scope: True", "scope disposed"], probe.Events);
    }

    private static async Task<HttpResponseMessage> PostAsync(FunctionsFleet fleet, int bytes)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/body") { Content = new ByteArrayContent(new byte[bytes]) };
        request.Headers.ExpectContinue = true;
        return await (await fleet.StartInstanceAsync()).CreateClient().SendAsync(request);
    }

    private static FunctionsFleet Create(Action<IServiceCollection>? configure = null) => FunctionsFleet.Create(SampleApp.Of(
        services =>
        {
            services.AddScoped<ScopedResource>();
            configure?.Invoke(services);
        },
        typeof(FaultyFunctions),
        typeof(LifetimeFunctions)));
}
