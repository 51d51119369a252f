using System.Diagnostics;
using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Processes;

/// <summary>scripts/smoke-test.sh, as an operator runs it against a deployment, here against SelfHost.</summary>
public sealed class SmokeTestTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task SmokeTest_WorkingGateway_Passes()
    {
        await using var process = await SelfHostProcess.StartAsync(_directory.Path);

        var (exitCode, output) = await RunAsync(process.BaseAddress, await process.ReadKeyAsync());

        Assert.True(exitCode == 0, output);
        Assert.Contains("ok      demo streams to the end", output, StringComparison.Ordinal);
        Assert.EndsWith("13 passed, 0 failed\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SmokeTest_WrongKey_Fails()
    {
        await using var process = await SelfHostProcess.StartAsync(_directory.Path);

        var (exitCode, output) = await RunAsync(process.BaseAddress, "tg-wrong-wrong-wrong");

        Assert.Equal(1, exitCode);
        Assert.Contains("FAILED  it lists models: answered 401, not 200", output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(Uri gateway, string key)
    {
        var start = new ProcessStartInfo("bash", [ScriptPath(), gateway.AbsoluteUri, key]) { RedirectStandardOutput = true };
        using var script = Process.Start(start)!;
        var output = await script.StandardOutput.ReadToEndAsync();
        await script.WaitForExitAsync();
        return (script.ExitCode, output);
    }

    private static string ScriptPath()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Tollgate.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return Path.Combine(folder.FullName, "scripts", "smoke-test.sh");
    }
}
