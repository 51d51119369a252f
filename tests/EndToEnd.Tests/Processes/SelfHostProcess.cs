using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Tollgate.SelfHost.Hosting;

namespace Tollgate.Tests.Processes;

/// <summary>SelfHost as an operator starts it: a process of its own.</summary>
internal sealed partial class SelfHostProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly Task<string> _errors;
    private readonly Task _reading;
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SelfHostProcess(string directory, IReadOnlyDictionary<string, string> environment, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(SelfHostApplication).Assembly.Location, .. arguments])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Nothing of this machine's but what .NET itself needs.
        foreach (var name in start.Environment.Keys.Where(name => name is not ("PATH" or "HOME" or "TMPDIR" or "DOTNET_ROOT" or "LANG")).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["PORT"] = "0";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
        _reading = ReadAsync();
    }

    public Uri BaseAddress { get; private set; } = null!;

    /// <summary>What it has written to standard output so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>The key that a first start prints, once its announcement is complete; null when it printed none.</summary>
    public string? PrintedKey => Announcement().Match(Output) is { Success: true } match ? match.Groups["key"].Value : null;

    /// <summary>Starts it in a directory, its state under <c>.tollgate</c> there, and returns when it listens.</summary>
    public static async Task<SelfHostProcess> StartAsync(string directory, IReadOnlyDictionary<string, string>? environment = null)
    {
        var process = new SelfHostProcess(directory, environment ?? new Dictionary<string, string>(), []);
        process.BaseAddress = await process._listening.Task.WaitAsync(Patience);
        return process;
    }

    /// <summary>The key that a first start prints, as soon as it is there.</summary>
    public async Task<string> ReadKeyAsync()
    {
        await Gateways.Eventually.IsTrueAsync(() => PrintedKey is not null, "the demo key is printed");
        return PrintedKey!;
    }

    /// <summary>Starts one that cannot start, and returns how it ended.</summary>
    public static async Task<(int ExitCode, string Errors)> FailAsync(string directory, params string[] arguments)
    {
        await using var process = new SelfHostProcess(directory, new Dictionary<string, string>(), arguments);
        await process._process.WaitForExitAsync().WaitAsync(Patience);
        return (process._process.ExitCode, await process._errors);
    }

    /// <summary>SIGKILL.</summary>
    public Task KillAsync()
    {
        _process.Kill();
        return _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as a container's runtime sends it. Returns the exit code.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        await _reading;
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        await _reading;
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            lock (_output)
            {
                _output.AppendLine(line);
            }

            if (Listens().Match(line) is { Success: true } match)
            {
                _listening.TrySetResult(new Uri(match.Groups[1].Value));
            }
        }

        _listening.TrySetException(new InvalidOperationException($"It ended before it listened: {await _errors}"));
    }

    [GeneratedRegex("listens on (http[^ ]+)")]
    private static partial Regex Listens();

    [GeneratedRegex("(?<key>tg-demo-[0-9a-f]{64})\\s.*curl .* -d '[^']*'", RegexOptions.Singleline)]
    private static partial Regex Announcement();
}
