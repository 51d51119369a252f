using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Tollgate.Tests.Workflows;

/// <summary>What can be said of a workflow without running it.</summary>
internal static partial class WorkflowRules
{
    public static IEnumerable<string> Check(Workflow workflow) =>
        Permissions(workflow).Concat(Jobs(workflow)).Concat(Actions(workflow)).Concat(Commands(workflow)).Concat(Expressions(workflow));

    private static IEnumerable<string> Permissions(Workflow workflow)
    {
        if (workflow.Root["permissions"] is not JsonObject)
        {
            yield return "it says nothing of its permissions, so it has many";
        }
    }

    private static IEnumerable<string> Jobs(Workflow workflow)
    {
        foreach (var (name, job) in workflow.Jobs)
        {
            foreach (var needed in workflow.NeedsOf(name).Where(needed => !workflow.Jobs.ContainsKey(needed)))
            {
                yield return $"{name} needs {needed}, which is no job";
            }

            if (job!["uses"] is null && job["timeout-minutes"] is null)
            {
                yield return $"{name} has no time limit";
            }
        }
    }

    private static IEnumerable<string> Actions(Workflow workflow)
    {
        foreach (var use in workflow.Uses)
        {
            if (use.StartsWith("./", StringComparison.Ordinal))
            {
                if (!File.Exists(Repository.PathOf(use)))
                {
                    yield return $"{use} does not exist";
                }
            }
            else if (!MajorVersion().IsMatch(use))
            {
                yield return $"{use} is not pinned to a major version";
            }
        }
    }

    private static IEnumerable<string> Commands(Workflow workflow)
    {
        foreach (var command in workflow.Commands)
        {
            foreach (Match path in RepositoryPath().Matches(command))
            {
                if (!File.Exists(Repository.PathOf(path.Value)))
                {
                    yield return $"{path.Value} does not exist";
                }
            }

            // What an expression inserts into a script is run, whoever wrote it; through a variable it is only text.
            if (command.Contains("${{", StringComparison.Ordinal))
            {
                yield return $"an expression stands in a script: {command.Trim()}";
            }
        }
    }

    private static IEnumerable<string> Expressions(Workflow workflow)
    {
        var inputs = workflow.Triggers.SelectMany(trigger => (trigger.Value as JsonObject)?["inputs"]?.AsObject().Select(input => input.Key) ?? []).ToHashSet();
        foreach (Match match in Input().Matches(workflow.Root.ToJsonString()))
        {
            if (!inputs.Contains(match.Groups["name"].Value))
            {
                yield return $"{match.Value} is no input";
            }
        }

        foreach (Match match in NeededOutput().Matches(workflow.Root.ToJsonString()))
        {
            if (workflow.Jobs[match.Groups["job"].Value]?["outputs"]?[match.Groups["name"].Value] is null)
            {
                yield return $"{match.Value} is no output";
            }
        }
    }

    [GeneratedRegex(@"^[\w.-]+/[\w./-]+@v\d+$")]
    private static partial Regex MajorVersion();

    [GeneratedRegex(@"\b(scripts|infra|src|tests)/[\w./-]+\.(sh|csproj|bicep)|\.ci/run")]
    private static partial Regex RepositoryPath();

    [GeneratedRegex(@"(?<![\w.])inputs\.(?<name>\w+)")]
    private static partial Regex Input();

    [GeneratedRegex(@"needs\.(?<job>[\w-]+)\.outputs\.(?<name>\w+)")]
    private static partial Regex NeededOutput();
}
