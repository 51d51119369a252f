using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Tollgate.UpstreamSimulator;

/// <summary>Finds a fault by the name a request gives.</summary>
internal static class FaultNames
{
    private static readonly FrozenDictionary<string, Fault> Plain = new[]
    {
        Fault.None, Fault.ErrorInsideOk, Fault.InsufficientQuota, Fault.ContentFilter, Fault.HtmlErrorPage, Fault.Redirect,
        Fault.Garbage, Fault.EmptyBody, Fault.WrongContentType, Fault.TruncatedJson, Fault.Gzip,
        Fault.NoDone, Fault.NoFinish, Fault.NoUsage, Fault.UsageBesideChoices,
        Fault.Hang, Fault.Hold, Fault.Drip,
        Fault.CarriageReturns, Fault.Comments, Fault.MultiLineData, Fault.NoSpace, Fault.Huge,
    }.ToFrozenDictionary(fault => fault.Name);

    private static readonly FrozenDictionary<string, Func<int, Fault>> Numbered = new Dictionary<string, Func<int, Fault>>
    {
        ["status"] = status => Fault.Status(status),
        ["malformed-at"] = Fault.MalformedEvent,
        ["error-after"] = Fault.ErrorAfter,
        ["named-error-after"] = Fault.NamedErrorAfter,
        ["delay"] = Fault.Delay,
        ["pace"] = Fault.Pace,
        ["split"] = Fault.Split,
        ["cut-after"] = Fault.CutAfter,
        ["stall-after"] = Fault.StallAfter,
        ["limit-reached"] = Fault.LimitReached,
        ["tokens"] = Fault.TokenCount,
        ["reasoning"] = Fault.Reasoning,
        ["cached"] = Fault.Cached,
    }.ToFrozenDictionary();

    public static bool TryFind(string name, [NotNullWhen(true)] out Fault? fault)
    {
        if (Plain.TryGetValue(name, out fault))
            return true;

        var dash = name.LastIndexOf('-');
        if (dash < 0
            || !Numbered.TryGetValue(name[..dash], out var create)
            || !int.TryParse(name.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;

        fault = create(number);
        return true;
    }
}
