using Tollgate.Configuration.Reading;
using Tollgate.Quotas;
using Tollgate.Quotas.Configuration;

namespace Tollgate.Configuration.Sections;

/// <summary>Reads one limit: a number, null for none, or an object that says how it holds besides.</summary>
internal static class LimitSection
{
    private const string AdviceOnZero = "0 would refuse everything; leave it out, or write null for no limit";
    private const string AdviceOnNoAllowance = "must be above 0; write \"deny\" to allow nothing";
    private const string OutageRule = "must be \"deny\" or an object with \"allowUpTo\"";

    private static readonly string[] Modes = ["strict", "fast"];

    /// <summary>What the member <paramref name="name"/> says added to <paramref name="limits"/>.</summary>
    public static LimitSet Read(LimitSet limits, ConfigurationSection owner, string name, QuotaKind kind)
    {
        if (owner.IsNull(name))
        {
            return limits.With(kind, limit: null);
        }

        return owner.Find(name) is { } value && ReadValue(value, kind.Unit) is { } limit ? limits.With(kind, limit) : limits;
    }

    public static QuotaMode? ReadMode(ConfigurationSection section) => section.OneOf("mode", Modes) switch
    {
        null => null,
        "fast" => QuotaMode.Fast,
        _ => QuotaMode.Strict,
    };

    private static ConfiguredLimit? ReadValue(ConfigurationValue value, QuotaUnit unit)
    {
        if (!value.IsObject)
        {
            return LimitAmount.Read(value, unit, AdviceOnZero) is { } amount ? new ConfiguredLimit(value.Path.Text, amount) : null;
        }

        var section = value.Section();
        var limit = section.Find("limit");
        if (limit is null)
        {
            section.Error("limit", "is missing; write null in place of the object for no limit");
        }

        var mode = ReadMode(section);
        var allowance = section.Find("onStoreOutage") is { } outage ? ReadAllowance(outage, unit) : 0;
        if (limit is null || LimitAmount.Read(limit, unit, AdviceOnZero) is not { } most)
        {
            return null;
        }

        if (allowance > most)
        {
            section.Error("onStoreOutage", "allows more than the limit itself; lower it");
        }

        return new ConfiguredLimit(value.Path.Text, most) { Mode = mode, OutageAllowance = allowance };
    }

    private static long ReadAllowance(ConfigurationValue outage, QuotaUnit unit)
    {
        if (outage.IsObject && outage.Section().Find("allowUpTo") is { } most)
        {
            return LimitAmount.Read(most, unit, AdviceOnNoAllowance) ?? 0;
        }

        if (outage.Literal != "deny")
        {
            outage.Error(OutageRule);
        }

        return 0;
    }
}
