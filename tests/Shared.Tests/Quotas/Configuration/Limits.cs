using System.Globalization;
using Tollgate.Quotas;

namespace Tollgate.Tests.Quotas.Configuration;

/// <summary>Definitions as short lines, so that a test shows at a glance what holds.</summary>
internal static class Limits
{
    public static string[] Of(IEnumerable<QuotaDefinition> definitions) => [.. definitions.Select(Of)];

    private static string Of(QuotaDefinition definition) => string.Create(
        CultureInfo.InvariantCulture,
        $"{definition.Id} {Amount(definition)}{Refill(definition)} {definition.Mode.ToString().ToLowerInvariant()}");

    private static string Amount(QuotaDefinition definition) => string.Create(
        CultureInfo.InvariantCulture, $"{(definition.Unit == QuotaUnit.Usd ? definition.Limit / 1_000_000_000m : definition.Limit):0.#########}");

    private static string Refill(QuotaDefinition definition) =>
        definition.IsBucket ? string.Create(CultureInfo.InvariantCulture, $"+{definition.RefillPerSecond}/s") : "";
}
