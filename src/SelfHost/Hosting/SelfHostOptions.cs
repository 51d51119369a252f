namespace Tollgate.SelfHost.Hosting;

/// <summary>What the command line says; the rest is in <c>gateway.json</c> and the environment.</summary>
internal sealed record SelfHostOptions
{
    public const string Usage =
        """
        Tollgate, one OpenAI-compatible endpoint in front of many model providers.

        Usage: Tollgate.SelfHost [options]
          --config <file>   Configuration, JSON or YAML. Default: TOLLGATE_CONFIG, else gateway.json here if there is one.
          --state <folder>  Where durable state is kept. Default: TOLLGATE_STATE, else .tollgate here.
          --help            Shows this.

        PORT, HOST and the providers' API keys are read from the environment; docs/configuration.md lists all of it.
        """;

    /// <summary>Null: <c>gateway.json</c> in the working directory, if there is one.</summary>
    public string? ConfigurationFile { get; init; }

    public string StateDirectory { get; init; } = ".tollgate";

    public bool WantsHelp { get; init; }

    /// <param name="arguments">The command line.</param>
    /// <param name="setting">Looks up an environment variable.</param>
    /// <exception cref="FormatException">An argument is unknown or lacks its value.</exception>
    public static SelfHostOptions Parse(IReadOnlyList<string> arguments, Func<string, string?> setting)
    {
        var options = new SelfHostOptions
        {
            ConfigurationFile = setting("TOLLGATE_CONFIG") is { Length: > 0 } file ? file : null,
            StateDirectory = setting("TOLLGATE_STATE") is { Length: > 0 } directory ? directory : ".tollgate",
        };
        for (var i = 0; i < arguments.Count; i++)
        {
            options = arguments[i] switch
            {
                "--config" => options with { ConfigurationFile = Value(arguments, ref i) },
                "--state" => options with { StateDirectory = Value(arguments, ref i) },
                "--help" or "-h" => options with { WantsHelp = true },
                var unknown => throw new FormatException($"Unknown option '{unknown}'. --help shows what there is."),
            };
        }

        return options;
    }

    private static string Value(IReadOnlyList<string> arguments, ref int i) =>
        i + 1 < arguments.Count ? arguments[++i] : throw new FormatException($"'{arguments[i]}' needs a value.");
}
