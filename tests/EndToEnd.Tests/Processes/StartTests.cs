using System.Text.RegularExpressions;
using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Processes;

public sealed partial class StartTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task FirstStart_PrintsAKeyAndACurlLine_ThatWork()
    {
        await using var process = await SelfHostProcess.StartAsync(_directory.Path);
        var key = await process.ReadKeyAsync();

        var curl = Curl().Match(process.Output);
        Assert.Equal($"{process.BaseAddress.AbsoluteUri}v1/chat/completions", curl.Groups["url"].Value);
        Assert.Contains($"-H \"Authorization: Bearer {key}\"", curl.Value, StringComparison.Ordinal);
        using var client = new ProcessClient(process.BaseAddress, key);
        using var response = await client.ChatAsync(curl.Groups["body"].Value);
        Assert.Contains("You said: Hello!", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecondStart_PrintsNoKey_AndTheOldOneStillOpens()
    {
        string key;
        await using (var first = await SelfHostProcess.StartAsync(_directory.Path))
        {
            key = await first.ReadKeyAsync();
            Assert.Equal(0, await first.StopAsync());
        }

        await using var second = await SelfHostProcess.StartAsync(_directory.Path);
        using var client = new ProcessClient(second.BaseAddress, key);
        Assert.Contains("demo", await client.ModelsAsync());
        Assert.Equal(0, await second.StopAsync());
        Assert.DoesNotContain("tg-demo-", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecondProcess_OnTheSameState_IsRefusedByName()
    {
        await using var first = await SelfHostProcess.StartAsync(_directory.Path);
        var (exitCode, errors) = await SelfHostProcess.FailAsync(_directory.Path);

        Assert.Equal(1, exitCode);
        Assert.Contains("is in use by process", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProviderKey_AloneInTheEnvironment_ServesItsDefaultModels()
    {
        var environment = new Dictionary<string, string> { ["OPENAI_API_KEY"] = "sk-of-no-account", ["TOLLGATE_API_KEY"] = "tg-operators-own-key-0123456789abcdef" };
        await using var process = await SelfHostProcess.StartAsync(_directory.Path, environment);
        using var client = new ProcessClient(process.BaseAddress, environment["TOLLGATE_API_KEY"]);

        var models = await client.ModelsAsync();
        Assert.Contains("gpt-4o", models);
        Assert.DoesNotContain("demo", models);
        Assert.DoesNotContain("sk-of-no-account", process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Configuration_WithErrors_IsRefusedWithAllOfThem()
    {
        await File.WriteAllTextAsync(
            _directory.File("gateway.json"),
            """{"server":{"port":99999},"providers":{"openai":{"timeoutSeconds":0}},"tenants":{"a b":{}},"nonsense":1}""");
        var (exitCode, errors) = await SelfHostProcess.FailAsync(_directory.Path);

        Assert.Equal(1, exitCode);
        Assert.All(
            new[] { "server.port", "providers.openai.timeoutSeconds", "providers.openai.apiKey", "a b", "nonsense" },
            path => Assert.Contains(path, errors, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_directory.File(".tollgate")));
    }

    [Theory]
    [InlineData("--nonsense", "Unknown option '--nonsense'")]
    [InlineData("--config", "'--config' needs a value")]
    public async Task CommandLine_ThatIsWrong_IsRefused(string argument, string message)
    {
        var (exitCode, errors) = await SelfHostProcess.FailAsync(_directory.Path, argument);

        Assert.Equal(1, exitCode);
        Assert.Contains(message, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConfigurationFile_ThatIsNotThere_IsNamed()
    {
        var (exitCode, errors) = await SelfHostProcess.FailAsync(_directory.Path, "--config", "missing.json");

        Assert.Equal(1, exitCode);
        Assert.Contains("missing.json", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Port_ThatIsTaken_IsNamed()
    {
        await using var first = await SelfHostProcess.StartAsync(_directory.Path);
        using var elsewhere = new TemporaryDirectory();
        await File.WriteAllTextAsync(elsewhere.File("gateway.json"), "{}");
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => SelfHostProcess.StartAsync(
            elsewhere.Path, new Dictionary<string, string> { ["PORT"] = first.BaseAddress.Port.ToString(System.Globalization.CultureInfo.InvariantCulture) }));

        Assert.Contains("address already in use", failure.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", failure.Message, StringComparison.Ordinal);
    }

    [GeneratedRegex("curl (?<url>[^ ]+) .* -d '(?<body>[^']*)'", RegexOptions.Singleline)]
    private static partial Regex Curl();
}
