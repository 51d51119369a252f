using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Configuration;
using Tollgate.Testing;

namespace Tollgate.Tests.Configuration;

public sealed class ConfigurationSourceTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tollgate-");
    private readonly ListLogger _log = new();

    private string FilePath => Path.Combine(_folder.FullName, "gateway.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Open_FileWithErrors_ThrowsThemAll()
    {
        var exception = Assert.Throws<GatewayConfigurationException>(() => Create("""{ "server": { "port": -1, "maxBodyMb": 0 } }"""));

        Assert.Equal("server.port: must be an integer from 0 to 65535\nserver.maxBodyMb: must be an integer from 1 to 100", exception.Message);
    }

    [Fact]
    public void Open_OptionalFileIsMissing_UsesTheEnvironmentAlone() => Assert.Equal(8080, Create(text: null).Current.Server.Port);

    [Fact]
    public void Open_RequiredFileIsMissing_IsAnError()
    {
        var inputs = TestInputs.Create(text: null) with { FilePath = FilePath, IsFileRequired = true };

        var exception = Assert.Throws<GatewayConfigurationException>(() => ConfigurationSource.Open(inputs, _log));

        Assert.Equal($"gateway.json: does not exist at {FilePath}", exception.Message);
    }

    [Fact]
    public void Open_FileIsNotText_IsAnError()
    {
        File.WriteAllBytes(FilePath, [0x7B, 0xFF, 0x7D]);

        var exception = Assert.Throws<GatewayConfigurationException>(
            () => ConfigurationSource.Open(TestInputs.Create(text: null) with { FilePath = FilePath }, _log));

        Assert.Equal("gateway.json: is not UTF-8 text", exception.Message);
    }

    [Fact]
    public void Poll_GoodEdit_ReplacesTheConfigurationAndLogsNamesOnly()
    {
        var source = Create("""{ "providers": { "ollama": { "models": ["a", "b"] } } }""");
        var before = source.Current;

        File.WriteAllText(FilePath, """{ "providers": { "ollama": { "apiKey": "secret-1", "models": ["b", "c"] } }, "server": { "maxBodyMb": 5 } }""");
        PollUntilSettled(source);

        Assert.Equal(["b", "c"], source.Current.Models.Keys.Order());
        Assert.Equal(["a", "b"], before.Models.Keys.Order());
        Assert.Contains("gateway.json reloaded: server; providers ~ollama; models -a +c", _log.Lines);
        Assert.DoesNotContain(_log.Lines, line => line.Contains("secret-1", StringComparison.Ordinal));
    }

    [Fact]
    public void Poll_FileSeenForTheFirstTime_WaitsUntilItStaysTheSame()
    {
        var source = Create("""{ "server": { "maxBodyMb": 5 } }""");

        File.WriteAllText(FilePath, "");
        source.Poll();
        File.WriteAllText(FilePath, """{ "server": { "maxBodyMb": 6 } }""");
        source.Poll();

        Assert.Equal(5, source.Current.Server.MaxBodyMb);
        Assert.Null(source.LastError);
        source.Poll();
        Assert.Equal(6, source.Current.Server.MaxBodyMb);
    }

    [Fact]
    public void Poll_BadEdit_KeepsTheOldOneAndLogsOnce()
    {
        var source = Create("""{ "server": { "maxBodyMb": 5 } }""");
        var before = source.Current;

        File.WriteAllText(FilePath, """{ "server": { "maxBodyMb": 500, "prot": 1 } }""");
        PollUntilSettled(source);
        PollUntilSettled(source);

        Assert.Same(before, source.Current);
        Assert.Equal(2, source.LastError!.Errors.Count);
        var line = Assert.Single(_log.Lines, line => line.StartsWith("gateway.json refused", StringComparison.Ordinal));
        Assert.Contains("server.prot: is not known here; did you mean \"port\"?", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Poll_BadEditTakenBack_ClearsTheError()
    {
        const string good = """{ "server": { "maxBodyMb": 5 } }""";
        var source = Create(good);

        File.WriteAllText(FilePath, "{");
        PollUntilSettled(source);
        File.WriteAllText(FilePath, good);
        PollUntilSettled(source);

        Assert.Null(source.LastError);
        Assert.Equal(5, source.Current.Server.MaxBodyMb);
    }

    [Fact]
    public void Poll_FileDeleted_IsARefusedEdit()
    {
        var source = Create("""{ "server": { "maxBodyMb": 5 } }""");

        File.Delete(FilePath);
        PollUntilSettled(source);

        Assert.Equal(5, source.Current.Server.MaxBodyMb);
        Assert.Equal("gateway.json: was deleted; put it back, or restart without it", source.LastError!.Message);
    }

    [Fact]
    public void Poll_FileAppears_IsLoaded()
    {
        var source = Create(text: null);

        File.WriteAllText(FilePath, """{ "server": { "maxBodyMb": 5 } }""");
        PollUntilSettled(source);

        Assert.Equal(5, source.Current.Server.MaxBodyMb);
    }

    [Fact]
    public void Poll_FileReplacedThroughASymbolicLink_IsSeen()
    {
        var first = Path.Combine(_folder.FullName, "first");
        var second = Path.Combine(_folder.FullName, "second");
        File.WriteAllText(first, """{ "server": { "maxBodyMb": 5 } }""");
        File.WriteAllText(second, """{ "server": { "maxBodyMb": 6 } }""");
        File.CreateSymbolicLink(FilePath, first);
        var source = ConfigurationSource.Open(TestInputs.Create(text: null) with { FilePath = FilePath }, _log);

        File.CreateSymbolicLink(FilePath + ".new", second);
        File.Move(FilePath + ".new", FilePath, overwrite: true);
        PollUntilSettled(source);

        Assert.Equal(6, source.Current.Server.MaxBodyMb);
    }

    [Fact]
    public void Poll_ChangedAddress_SaysThatItNeedsARestart()
    {
        var source = Create("{}");

        File.WriteAllText(FilePath, """{ "server": { "port": 9000, "tls": { "certificateFile": "a.pem" } } }""");
        PollUntilSettled(source);

        Assert.Contains("server.port, server.tls changed: this needs a restart to take effect", _log.Lines);
    }

    [Fact]
    public void Poll_SameMeaningInOtherWords_SaysNoDifferences()
    {
        var source = Create("""{ "server": { "corsOrigins": ["*"] } }""");

        File.WriteAllText(FilePath, """{ "server": { "corsOrigins": ["*"] } } // a comment""");
        PollUntilSettled(source);

        Assert.Contains("gateway.json reloaded: no differences", _log.Lines);
    }

    [Fact]
    public async Task Watcher_TwoIntervals_AppliesAnEdit()
    {
        var source = Create("{}");
        var time = new ManualTimeProvider();
        using var watcher = new ConfigurationWatcher(source, time, NullLogger<ConfigurationWatcher>.Instance);
        await watcher.StartAsync(CancellationToken.None);
        await time.WhenArmedAsync(1);
        File.WriteAllText(FilePath, """{ "server": { "maxBodyMb": 5 } }""");

        var reloaded = _log.WaitForAsync("reloaded");
        while (!reloaded.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(2));
            await Task.Yield();
        }

        await watcher.StopAsync(CancellationToken.None);
        Assert.Equal(5, source.Current.Server.MaxBodyMb);
    }

    /// <summary>A change takes two looks: one to see it, one to see that it stays.</summary>
    private static void PollUntilSettled(ConfigurationSource source)
    {
        source.Poll();
        source.Poll();
    }

    private ConfigurationSource Create(string? text)
    {
        if (text is not null)
        {
            File.WriteAllText(FilePath, text);
        }

        return ConfigurationSource.Open(TestInputs.Create(text: null) with { FilePath = FilePath }, _log);
    }
}
