using System.Text.Json;
using YamlDotNet.Serialization;

namespace Tollgate.Tests.Deployment;

public sealed class DeploymentFilesTests
{
    [Fact]
    public void AzureYaml_Gateway_IsTheFunctionAppProject()
    {
        var file = new Deserializer().Deserialize<Dictionary<string, object>>(Read("azure.yaml"));
        var services = (Dictionary<object, object>)file["services"];
        var gateway = (Dictionary<object, object>)Assert.Single(services).Value;

        Assert.Equal("gateway", services.Keys.Single());
        Assert.Equal("function", gateway["host"]);
        Assert.Equal("dotnet", gateway["language"]);
        Assert.True(File.Exists(Path.Combine(Root(), (string)gateway["project"], "FunctionApp.csproj")));
    }

    [Fact]
    public void HostJson_Routes_HaveNoPrefix()
    {
        using var host = JsonDocument.Parse(Read("host.json"));

        Assert.Equal("", host.RootElement.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString());
        Assert.Equal("2.0", host.RootElement.GetProperty("version").GetString());
    }

    [Fact]
    public void LocalSettingsSample_HasNoSecret()
    {
        using var sample = JsonDocument.Parse(Read("local.settings.sample.json"));
        var values = sample.RootElement.GetProperty("Values");

        Assert.Equal("dotnet-isolated", values.GetProperty("FUNCTIONS_WORKER_RUNTIME").GetString());
        Assert.Equal("", values.GetProperty("TOLLGATE_API_KEY").GetString());
    }

    private static string Read(string name) => File.ReadAllText(Path.Combine(Root(), name));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Tollgate.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder.FullName;
    }
}
