using Tollgate.Configuration.Reading;

namespace Tollgate.Configuration.Sections;

/// <summary>Tells of well-known variables that are set and do nothing yet, so that no one relies on them.</summary>
internal static class UnusedVariables
{
    private static readonly string[] OfLaterVersions = ["REDIS_URL", "METRICS_PORT", "JAEGER_AGENT_HOST"];

    public static void Report(EnvironmentVariables environment)
    {
        foreach (var name in OfLaterVersions.Where(environment.IsSet))
        {
            environment.Notice(name, "set, but not used in this version");
        }

        if (environment.IsSet("AWS_ACCESS_KEY_ID") && !environment.IsSet("AWS_SECRET_ACCESS_KEY"))
        {
            environment.Notice("AWS_ACCESS_KEY_ID", "set, but not used without AWS_SECRET_ACCESS_KEY");
        }
    }
}
