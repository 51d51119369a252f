using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Tollgate.FunctionApp.Entities;
using Tollgate.Settlement;
using Tollgate.Telemetry;

namespace Tollgate.Tests.Monitoring;

/// <summary>Every name that the code sends to Application Insights, taken from the code.</summary>
internal static partial class EmittedNames
{
    /// <summary>Metrics, and the keys of their dimensions and of spans.</summary>
    public static IReadOnlySet<string> Telemetry { get; } = typeof(TelemetryNames)
        .GetFields(BindingFlags.Static | BindingFlags.Public)
        .Select(field => (string)field.GetValue(null)!)
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>Categories of logs that have one of their own.</summary>
    public static IReadOnlySet<string> Categories { get; } = new HashSet<string>(StringComparer.Ordinal) { RequestLog.Category };

    /// <summary>Ids of log events.</summary>
    public static IReadOnlySet<int> Events { get; } = Messages.Select(message => message.EventId).ToHashSet();

    /// <summary>Placeholders of log messages, which become dimensions, and what the exporter adds to them.</summary>
    public static IReadOnlySet<string> LogDimensions { get; } = Messages
        .SelectMany(message => Placeholder().Matches(message.Message).Select(match => match.Groups["name"].Value))
        .Concat(["CategoryName", "EventId"])
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>Placeholders of one event.</summary>
    public static IReadOnlySet<string> DimensionsOf(int eventId) => Messages
        .Where(message => message.EventId == eventId)
        .SelectMany(message => Placeholder().Matches(message.Message).Select(match => match.Groups["name"].Value))
        .ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<LoggerMessageAttribute> Messages =>
        from assembly in new[] { typeof(RequestLog).Assembly, typeof(AccountEntity).Assembly }
        from type in assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        let message = method.GetCustomAttribute<LoggerMessageAttribute>()
        where message is not null
        select message;

    [GeneratedRegex(@"\{(?<name>\w+)(:[^}]*)?\}")]
    private static partial Regex Placeholder();
}
