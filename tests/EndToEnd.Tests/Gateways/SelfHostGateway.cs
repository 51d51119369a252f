using Azure.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tollgate.SelfHost.Hosting;

namespace Tollgate.Tests.Gateways;

/// <summary>The gateway as a process of its own would be, within this one.</summary>
public sealed class SelfHostGateway : GatewayUnderTest
{
    private readonly TimeProvider _time;
    private WebApplication _app = null!;

    public SelfHostGateway()
        : this(TimeProvider.System)
    {
    }

    internal SelfHostGateway(TimeProvider time) => _time = time;

    private protected override async Task<Uri> StartAsync()
    {
        var options = new SelfHostOptions { ConfigurationFile = ConfigurationFile, StateDirectory = StateDirectory };
        _app = SelfHostApplication.Create(options, new Terminal(TextWriter.Null, TextWriter.Null), builder =>
        {
            // This machine's environment must not decide how a test ends.
            builder.Configuration.Sources.Clear();
            builder.Configuration.AddInMemoryCollection(TestConfiguration.Settings);
            builder.Services.AddSingleton(_time);
            builder.Services.AddSingleton<TokenCredential>(new TestCredential());
        });
        _app.Services.GetRequiredService<ILoggerFactory>().AddProvider(ErrorLog);
        await _app.StartAsync();
        return new Uri(_app.Urls.Single());
    }

    private protected override async Task StopAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private protected override Task QuiesceAsync() => DrainAsync(_app.Services);
}
