using System.Net;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Configuration;
using Tollgate.FunctionApp.Configuration;
using Tollgate.FunctionApp.Hosting;

namespace Tollgate.Tests.Configuration;

public sealed class ConfigurationBlobTests : IDisposable
{
    private static readonly Uri Address = new("https://account.example.com/configuration/gateway.json");

    private readonly BlobService _service = new();
    private ServiceProvider? _services;

    public void Dispose()
    {
        _services?.Dispose();
        _service.Dispose();
    }

    [Fact]
    public void Home_ConfigIsAnAddress_IsConfiguredByTheBlob()
    {
        _service.Content = """{ "tenants": {} }""";
        var (blob, settings) = CreateBlob();

        var inputs = FunctionAppHome.Create(settings).Configuration(_services!);

        Assert.Equal(blob.FilePath, inputs.FilePath);
        Assert.Equal(_service.Content, File.ReadAllText(inputs.FilePath!));
        Assert.Equal(_service.LastModified, inputs.AsOf);
        Assert.Contains(_services!.GetServices<IHostedService>(), service => service is ConfigurationBlobWatcher);
    }

    [Fact]
    public void Home_ConfigIsAPath_IsThatFile()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("TOLLGATE_CONFIG", "/etc/tollgate/gateway.json")]).Build();
        using var services = new ServiceCollection().AddLogging().AddConfigurationBlob(settings).BuildServiceProvider();

        Assert.Equal("/etc/tollgate/gateway.json", FunctionAppHome.Create(settings).Configuration(services).FilePath);
    }

    [Fact]
    public void Refresh_BlobChanged_BringsTheNewOne()
    {
        _service.Content = "{}";
        var blob = CreateBlob().Blob;
        blob.Open();

        blob.Refresh(CancellationToken.None);
        (_service.Content, _service.Tag, _service.LastModified) = ("""{ "revision": 2 }""", "\"2\"", _service.LastModified.AddMinutes(1));
        blob.Refresh(CancellationToken.None);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.NotModified, HttpStatusCode.OK], _service.Answers);
        Assert.Equal(_service.Content, File.ReadAllText(blob.FilePath));
        Assert.Equal(_service.LastModified.UtcDateTime, File.GetLastWriteTimeUtc(blob.FilePath));
    }

    [Fact]
    public void Open_NoBlobYet_UsesThePackagesFileUntilThereIsOne()
    {
        var folder = Directory.CreateTempSubdirectory("tollgate-");
        try
        {
            var packaged = Path.Combine(folder.FullName, "packaged.json");
            File.WriteAllText(packaged, """{ "revision": 1 }""");
            var blob = new ConfigurationBlob(
                Address, CreatePipeline(), packaged, Path.Combine(folder.FullName, "copy", "gateway.json"), NullLogger<ConfigurationBlob>.Instance);

            blob.Open();
            Assert.Equal("""{ "revision": 1 }""", File.ReadAllText(blob.FilePath));

            _service.Content = """{ "revision": 2 }""";
            blob.Refresh(CancellationToken.None);
            Assert.Equal(_service.Content, File.ReadAllText(blob.FilePath));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Open_NotAllowed_RefusesToStartAndNamesTheSetting()
    {
        _service.Failure = HttpStatusCode.Forbidden;

        var error = Assert.Throws<GatewayConfigurationException>(CreateBlob().Blob.Open);

        Assert.Equal("TOLLGATE_CONFIG: cannot be read from https://account.example.com/configuration/gateway.json: status 403", error.Message);
    }

    [Fact]
    public void Refresh_ServiceFails_KeepsWhatItHas()
    {
        _service.Content = "{}";
        var blob = CreateBlob().Blob;
        blob.Open();

        _service.Failure = HttpStatusCode.ServiceUnavailable;
        blob.Refresh(CancellationToken.None);

        Assert.Equal("{}", File.ReadAllText(blob.FilePath));
    }

    private ConfigurationBlobOptions CreateOptions()
    {
        var options = new ConfigurationBlobOptions { Transport = new HttpClientTransport(_service) };
        options.Retry.MaxRetries = 0;
        return options;
    }

    private HttpPipeline CreatePipeline() => HttpPipelineBuilder.Build(
        CreateOptions(), new BearerTokenAuthenticationPolicy(new NamedToken(), "https://storage.azure.com/.default"));

    private (ConfigurationBlob Blob, IConfiguration Settings) CreateBlob()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("TOLLGATE_CONFIG", Address.AbsoluteUri)]).Build();
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(CreateOptions())
            .AddSingleton<TokenCredential>(new NamedToken())
            .AddConfigurationBlob(settings)
            .BuildServiceProvider();
        return (_services.GetRequiredService<ConfigurationBlob>(), settings);
    }
}
