using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Tollgate.FunctionsRuntime.Functions;
using Tollgate.FunctionsRuntime.Http;

namespace Tollgate.FunctionsRuntime;

/// <summary>Runs the app's entry point on a thread of its own and takes part in the host that it builds there.</summary>
internal sealed class InstanceStartup(
    FunctionsApp app,
    FleetOptions options,
    IReadOnlyDictionary<string, string?> settings,
    FunctionCatalog functions,
    FunctionInvoker invoker,
    TimeProvider time)
{
    private static readonly AsyncLocal<InstanceStartup?> Running = new();

    private readonly TaskCompletionSource<(WebApplication Host, HttpFront Front)> _started =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The startup on whose behalf the current code runs: how a builder finds its instance.</summary>
    public static InstanceStartup? Current => Running.Value;

    /// <summary>Ends when the entry point returns or throws.</summary>
    public Task Main { get; private set; } = Task.CompletedTask;

    /// <exception cref="InvalidOperationException">The entry point returned without running a host.</exception>
    public async Task<(WebApplication Host, HttpFront Front)> RunAsync()
    {
        Main = RunEntryPoint();
        if (await Task.WhenAny(Main, _started.Task) == Main)
        {
            await Main;
            throw new InvalidOperationException("The entry point returned without running a host.");
        }

        return await _started.Task;
    }

    /// <summary>Gives the builder what it is to find: app settings as configuration.</summary>
    public void Configure(WebApplicationBuilder builder)
    {
        builder.Configuration.AddInMemoryCollection(options.Settings.Select(ToConfiguration));
        builder.Configuration.AddInMemoryCollection(settings.Select(ToConfiguration));
        builder.Environment.EnvironmentName = builder.Configuration["AZURE_FUNCTIONS_ENVIRONMENT"] ?? Environments.Production;
    }

    /// <summary>Has the last word on the services, after the app's own registrations.</summary>
    /// <exception cref="InvalidOperationException">HTTP functions without ASP.NET Core integration.</exception>
    public void Override(IServiceCollection services, bool usesAspNetCore)
    {
        if (!usesAspNetCore && functions.WithTrigger<HttpTriggerAttribute>().Any())
        {
            throw new InvalidOperationException("HTTP functions need ConfigureFunctionsWebApplication().");
        }

        services.AddRouting();
        services.AddMvcCore();
        services.Replace(ServiceDescriptor.Singleton(time));
        services.Replace(ServiceDescriptor.Singleton<IHostLifetime, InstanceLifetime>());
        options.ConfigureServices?.Invoke(services);
    }

    /// <summary>Puts the functions behind the host's server and waits for it to start.</summary>
    public void Attach(WebApplication host)
    {
        var hasHomepage = !host.Configuration.GetValue<bool>("AzureWebJobsDisableHomepage");
        var front = new HttpFront(functions, HostJson.Parse(app.HostJson), invoker, host.Services, hasHomepage);
        host.Run(front.ServeAsync);
        host.Lifetime.ApplicationStarted.Register(() => _started.TrySetResult((host, front)));
    }

    private static KeyValuePair<string, string?> ToConfiguration(KeyValuePair<string, string?> setting) =>
        new(setting.Key.Replace("__", ":", StringComparison.Ordinal), setting.Value);

    private Task RunEntryPoint()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(Run) { IsBackground = true, Name = "Functions instance" };
        thread.Start();
        return ended.Task;

        void Run()
        {
            Running.Value = this;
            try
            {
                app.EntryPoint([]);
                ended.SetResult();
            }
#pragma warning disable CA1031 // Whoever awaits Main gets it.
            catch (Exception e)
#pragma warning restore CA1031
            {
                ended.SetException(e);
            }
        }
    }
}
