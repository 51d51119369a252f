using System.Net.Http.Json;
using Azure.Core;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Tollgate.FunctionApp.Entities;
using Tollgate.FunctionsRuntime;
using Tollgate.FunctionsRuntime.AzureMonitor;
using Tollgate.Settlement;
using Tollgate.Tests.Configuration;

namespace Tollgate.Tests.Telemetry;

public sealed class AzureMonitorExportTests
{
    private const string AdminKey = "tg-0123456789abcdef";
    private const string ConnectionString = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    private const string AuthenticationString = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    [Fact]
    public async Task App_WithoutConnectionString_ExportsNothing()
    {
        await using var fleet = CreateFleet();

        var instance = await fleet.StartInstanceAsync();

        Assert.Null(instance.Services.GetService<TracerProvider>());
        Assert.Null(instance.Services.GetService<MeterProvider>());
        Assert.Null(instance.Services.GetService<ApplicationInsights>());
    }

    [Fact]
    public async Task App_WithConnectionString_SendsOneWideEventASpanAndMetricsForARequest()
    {
        await using var fleet = CreateFleet((ConnectionString, "InstrumentationKey=none"));
        var instance = await fleet.StartInstanceAsync();

        var insights = instance.Services.GetRequiredService<ApplicationInsights>();

        await AskAsync(instance);
        await instance.StopAsync();

        var line = Assert.Single(insights.Traces, row => row.Name == RequestLog.Category).Dimensions;
        Assert.Equal(("default", "demo", "answered"), (line["Tenant"], line["Provider"], line["Outcome"]));
        string[] figures = ["User", "Model", "InputTokens", "CachedTokens", "OutputTokens", "CostUsd", "Attempts", "OverheadMs", "DurationMs", "RequestId", "Status"];
        Assert.All(figures, name => Assert.Contains(name, line.Keys));
        var span = Assert.Single(insights.Dependencies, row => row.Dimensions.ContainsKey("tollgate.outcome")).Dimensions;
        Assert.Equal(("chat", "demo", "default"), (span["gen_ai.operation.name"], span["gen_ai.provider.name"], span["tollgate.tenant"]));
        Assert.Contains(insights.CustomMetrics, row => row.Name == "llm_tokens_total" && Equals(row.Dimensions["tenant"], "default"));
        Assert.Contains(insights.CustomMetrics, row => row.Name == "llm_circuit_state" && Equals(row.Dimensions["deployment"], "demo/demo"));
    }

    [Fact]
    public async Task App_RequestLine_IsSentWhetherItsTraceIsSampledOrNot()
    {
        await using var fleet = CreateFleet((ConnectionString, "InstrumentationKey=none"));

        Assert.False(OptionsOf(await fleet.StartInstanceAsync()).EnableTraceBasedLogsSampler);
    }

    [Fact]
    public async Task App_HostSignsInByEntraId_ExporterDoesToo()
    {
        await using var byKey = CreateFleet((ConnectionString, "InstrumentationKey=none"));
        await using var byIdentity = CreateFleet((ConnectionString, "InstrumentationKey=none"), (AuthenticationString, "Authorization=AAD"));

        Assert.Null(OptionsOf(await byKey.StartInstanceAsync()).Credential);
        Assert.IsType<NamedToken>(OptionsOf(await byIdentity.StartInstanceAsync()).Credential);
    }

    private static FunctionsFleet CreateFleet(params (string Name, string Value)[] settings) => FunctionsFleet.Create(
        typeof(UsageEntity).Assembly,
        new FleetOptions
        {
            Settings = settings.Append((Name: "ENABLE_DEMO", Value: "true")).Append((Name: "TOLLGATE_API_KEY", Value: AdminKey))
                .ToDictionary(setting => setting.Name, setting => (string?)setting.Value),
            ConfigureServices = services => services.AddSingleton<TokenCredential>(new NamedToken()),
        });

    private static AzureMonitorExporterOptions OptionsOf(FunctionsInstance instance) =>
        instance.Services.GetRequiredService<IOptions<AzureMonitorExporterOptions>>().Value;

    private static async Task AskAsync(FunctionsInstance instance)
    {
        using var client = instance.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", AdminKey);
        using var response = await client.PostAsJsonAsync(
            "/v1/chat/completions", new { model = "demo", messages = new[] { new { role = "user", content = "hi" } } });
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }
}
