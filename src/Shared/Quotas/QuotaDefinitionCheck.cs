using Tollgate.Quotas.Windows;

namespace Tollgate.Quotas;

/// <summary>Refuses limits that cannot be meant, before they get anywhere near an account.</summary>
internal static class QuotaDefinitionCheck
{
    private const int MaxIdLength = 128;
    private const decimal MaxRefillPerSecond = 1_000_000_000_000;

    /// <summary>
    /// What a reducer can work with. Less than configuration demands: a limit of zero, which refuses everything, is sound.
    /// </summary>
    public static bool IsPlausible(QuotaDefinition? definition) =>
        definition is { Id.Length: > 0 and <= MaxIdLength, Limit: >= 0 and <= QuotaDefinition.MaxLimit, TimeZone: not null }
        && Enum.IsDefined(definition.Period)
        && definition.RefillPerSecond is >= 0 and <= MaxRefillPerSecond
        && definition.AlertThresholds is { Count: <= 100 } thresholds && thresholds.All(IsPercentage);

    /// <summary>Every error of <paramref name="definition"/>, each beginning with <paramref name="path"/>.</summary>
    public static IEnumerable<string> ErrorsOf(QuotaDefinition definition, string path)
    {
        if (definition.Id.Length is 0 or > MaxIdLength)
        {
            yield return $"{path}.id: must have 1 to {MaxIdLength} characters";
        }

        if (!Enum.IsDefined(definition.Scope) || !Enum.IsDefined(definition.Unit)
            || !Enum.IsDefined(definition.Mode) || !Enum.IsDefined(definition.Period))
        {
            yield return $"{path}: unknown scope, unit, mode or window";
        }

        if (definition.Limit is < 1 or > QuotaDefinition.MaxLimit)
        {
            yield return $"{path}.limit: must be from 1 to {QuotaDefinition.MaxLimit}, not {definition.Limit}";
        }

        if (definition.OutageAllowance < 0 || definition.OutageAllowance > definition.Limit)
        {
            yield return $"{path}.outageAllowance: must be from 0 to the limit, not {definition.OutageAllowance}";
        }

        if (definition.IsBucket && definition.RefillPerSecond is <= 0 or > MaxRefillPerSecond)
        {
            yield return $"{path}.refillPerSecond: must be above 0 and at most {MaxRefillPerSecond}, not {definition.RefillPerSecond}";
        }

        if (!definition.IsBucket && definition.RefillPerSecond != 0)
        {
            yield return $"{path}.refillPerSecond: belongs to a bucket, and this quota has a window";
        }

        if (!definition.AlertThresholds.All(IsPercentage) || definition.AlertThresholds.Distinct().Count() < definition.AlertThresholds.Count)
        {
            yield return $"{path}.alertThresholds: must be different percentages from 1 to 100";
        }

        if (definition.ApiKey is null == (definition.Scope == QuotaScope.ApiKey))
        {
            yield return $"{path}.apiKey: goes with the scope of an API key, and only with it";
        }

        if (!CalendarZone.IsKnown(definition.TimeZone))
        {
            yield return $"{path}.timeZone: unknown time zone '{definition.TimeZone}'";
        }
    }

    private static bool IsPercentage(int threshold) => threshold is >= 1 and <= 100;
}
