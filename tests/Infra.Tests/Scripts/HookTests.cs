namespace Tollgate.Tests.Scripts;

/// <summary>The azd hooks, with az and azd standing in.</summary>
public sealed class HookTests : IDisposable
{
    private readonly StandIns _commands = new();

    public void Dispose() => _commands.Dispose();

    [PosixFact]
    public async Task Scripts_EveryOne_IsGoodBashAndMayBeRun()
    {
        foreach (var script in Repository.Files("scripts", "*.sh"))
        {
            var (exitCode, output) = await Shell.RunAsync($"bash -n {script} && test -x {script}");
            Assert.True(exitCode == 0, $"{script}: {output}");
        }
    }

    [PosixFact]
    public async Task Preprovision_KeysOfTheAzdEnvironment_AreNamedBesideThoseNamedBefore()
    {
        _commands.Add("azd", """[ "$2" = get-values ] && printf 'OPENAI_API_KEY="sk-1"\nCOHERE_API_KEY=""\nOTHER="x"\nTOLLGATE_PROVIDER_KEYS="GROQ_API_KEY"\n'; true""");

        var (exitCode, output) = await RunAsync("preprovision", new() { ["ANTHROPIC_API_KEY"] = "of the shell, not of azd" });

        Assert.True(exitCode == 0, output);
        Assert.Contains("azd env set TOLLGATE_PROVIDER_KEYS GROQ_API_KEY,OPENAI_API_KEY\n", _commands.Calls, StringComparison.Ordinal);
    }

    [PosixFact]
    public async Task Postprovision_FirstTime_PutsKeysIntoTheVaultAndTheFileIntoStorage()
    {
        _commands.Add("azd", """printf 'OPENAI_API_KEY="sk-1"\n'""");
        _commands.Add("az", """
            case "$*" in
              *"secret set"*) cat >>"$STAND_INS/calls"; echo >>"$STAND_INS/calls" ;;
              *"blob exists"*) echo false ;;
              *"functionapp show"*) echo /app ;;
            esac
            """);

        var (exitCode, output) = await RunAsync("postprovision", Deployed());

        Assert.True(exitCode == 0, output);
        Assert.Matches("--name tollgate-api-key --file /dev/stdin .*\ntg-[0-9a-f]{64}\n", _commands.Calls);
        Assert.Matches("--name openai-api-key --file /dev/stdin .*\nsk-1\n", _commands.Calls);
        Assert.DoesNotContain("groq-api-key", _commands.Calls, StringComparison.Ordinal);
        Assert.Contains("blob upload --account-name st", _commands.Calls, StringComparison.Ordinal);
        Assert.Contains("--url /app/config/configreferences/appsettings/refresh", _commands.Calls, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-1", output, StringComparison.Ordinal);
    }

    [PosixFact]
    public async Task Postprovision_Again_LeavesTheAdminKeyAndTheFileAsTheyAre()
    {
        _commands.Add("azd", "true");
        _commands.Add("az", """
            case "$*" in
              *"secret list"*) echo tollgate-api-key ;;
              *"blob exists"*) echo true ;;
            esac
            """);

        var (exitCode, output) = await RunAsync("postprovision", Deployed());

        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain("secret set", _commands.Calls, StringComparison.Ordinal);
        Assert.DoesNotContain("blob upload", _commands.Calls, StringComparison.Ordinal);
    }

    [PosixFact]
    public async Task Postprovision_RoleNotSpreadYet_IsWaitedFor()
    {
        _commands.Add("azd", "true");
        _commands.Add("az", """
            case "$*" in
              *"secret list"*) [ -f "$STAND_INS/asked" ] || { touch "$STAND_INS/asked"; echo "(Forbidden) Caller is not authorized" >&2; exit 1; }; echo tollgate-api-key ;;
              *"blob exists"*) echo true ;;
            esac
            """);

        var (exitCode, output) = await RunAsync("postprovision", Deployed());

        Assert.True(exitCode == 0, output);
        Assert.Contains("Waiting for the role assignments", output, StringComparison.Ordinal);
    }

    [PosixFact]
    public async Task Postprovision_AnotherError_IsToldAtOnce()
    {
        _commands.Add("az", "echo 'the vault does not exist' >&2; exit 1");

        var (exitCode, output) = await RunAsync("postprovision", Deployed());

        Assert.NotEqual(0, exitCode);
        Assert.Contains("the vault does not exist", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Waiting", output, StringComparison.Ordinal);
    }

    [PosixFact]
    public async Task Postdeploy_OneRegion_PrintsTheAddressTheKeyAndACurlLine()
    {
        _commands.Add("az", "echo tg-first");

        var (exitCode, output) = await RunAsync("postdeploy", Deployed());

        Assert.True(exitCode == 0, output);
        Assert.Contains("curl https://gateway.example.com/v1/models -H \"Authorization: Bearer tg-first\"", output, StringComparison.Ordinal);
    }

    /// <summary>The host's extensions are in a folder that begins with a dot; a package without it starts no entity.</summary>
    [PosixFact]
    public async Task Package_EverythingThatWasPublished_IsInIt()
    {
        _commands.Add("dotnet", """
            while [ "$1" != --output ]; do shift; done
            mkdir "$2/.azurefunctions" && echo x >"$2/host.json" && echo x >"$2/.azurefunctions/extensions.json"
            """);
        _commands.Add("zip", """find . -type f >"$2" """);

        var (exitCode, output) = await Shell.RunAsync("bash scripts/package.sh \"$STAND_INS/package.zip\" && cat \"$STAND_INS/package.zip\"", _commands.Environment);

        Assert.True(exitCode == 0, output);
        Assert.Contains("./host.json", output, StringComparison.Ordinal);
        Assert.Contains("./.azurefunctions/extensions.json", output, StringComparison.Ordinal);
        Assert.Contains("dotnet publish src/FunctionApp/FunctionApp.csproj --configuration Release", _commands.Calls, StringComparison.Ordinal);
        Assert.Contains("zip -qr", _commands.Calls, StringComparison.Ordinal);
    }

    [PosixFact]
    public async Task DeployPackage_SeveralApps_GetsThemAll()
    {
        _commands.Add("az", "");

        var (exitCode, output) = await Shell.RunAsync("bash scripts/deploy-package.sh azure.yaml rg one two", _commands.Environment);

        Assert.True(exitCode == 0, output);
        Assert.Contains("config-zip --resource-group rg --name one --src azure.yaml", _commands.Calls, StringComparison.Ordinal);
        Assert.Contains("config-zip --resource-group rg --name two --src azure.yaml", _commands.Calls, StringComparison.Ordinal);
    }

    [PosixFact]
    public async Task Rollback_OneCommand_StartsTheWorkflow()
    {
        _commands.Add("gh", "");

        await Shell.RunAsync("bash scripts/rollback.sh production", _commands.Environment);
        await Shell.RunAsync("bash scripts/rollback.sh staging v1.2.3", _commands.Environment);

        Assert.Contains("gh workflow run rollback.yml --field environment=production\n", _commands.Calls, StringComparison.Ordinal);
        Assert.Contains("gh workflow run rollback.yml --field environment=staging --field tag=v1.2.3\n", _commands.Calls, StringComparison.Ordinal);
    }

    [PosixFact]
    public async Task PreviousRelease_TagsNewestFirst_IsTheSecond()
    {
        Assert.Equal((0, "v1.1.0\n"), await Shell.RunAsync("printf 'v1.2.0\\nv1.1.0\\nv1.0.0\\n' | bash scripts/previous-release.sh"));
        Assert.Equal(1, (await Shell.RunAsync("echo v1.0.0 | bash scripts/previous-release.sh")).ExitCode);
    }

    private static Dictionary<string, string> Deployed() => new()
    {
        ["AZURE_KEY_VAULT_NAME"] = "kv",
        ["AZURE_RESOURCE_GROUP"] = "rg",
        ["STORAGE_ACCOUNT_NAME"] = "st",
        ["FUNCTION_APP_NAME"] = "func",
        ["GATEWAY_URL"] = "https://gateway.example.com",
        ["TOLLGATE_PROVIDER_KEYS"] = "OPENAI_API_KEY,GROQ_API_KEY",
    };

    private Task<(int ExitCode, string Output)> RunAsync(string hook, Dictionary<string, string> environment) =>
        Shell.RunAsync($"bash scripts/azd/{hook}.sh", environment.Concat(_commands.Environment).ToDictionary());
}
