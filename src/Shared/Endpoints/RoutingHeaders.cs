using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tollgate.Configuration;
using Tollgate.Endpoints.Body;
using Tollgate.Pipeline;
using Tollgate.Routing;

namespace Tollgate.Endpoints;

/// <summary>Reads what a client wants of routing from the headers that stand for members of the body.</summary>
internal static class RoutingHeaders
{
    public const string Provider = GatewayHeaders.Provider;
    public const string Strategy = "x-tollgate-routing-strategy";
    public const string Fallback = "x-tollgate-fallback";
    public const string TaskType = "x-tollgate-task-type";
    public const string MaxCostUsd = "x-tollgate-max-cost-usd";

    /// <exception cref="RefusalException">A header has a value that it cannot have.</exception>
    public static RoutingWishes Read(IHeaderDictionary headers)
    {
        var wishes = RoutingWishes.None;
        if (Text(headers, Provider) is { } provider)
        {
            wishes = wishes with { Provider = provider };
        }

        if (Text(headers, Strategy) is { } strategy)
        {
            wishes = wishes with { Strategy = WishReader.Strategy(strategy, Strategy) };
        }

        if (Text(headers, Fallback) is { } fallback)
        {
            wishes = wishes with { Fallback = bool.TryParse(fallback, out var flag) ? flag : throw WishReader.Unexpected(Fallback, "'true' or 'false'") };
        }

        if (Text(headers, TaskType) is { } task)
        {
            wishes = wishes with { TaskType = task };
        }

        if (Text(headers, MaxCostUsd) is { } cost)
        {
            var isNumber = decimal.TryParse(cost, NumberStyles.Float, CultureInfo.InvariantCulture, out var usd);
            wishes = wishes with { MaxCostUsd = WishReader.Cost(isNumber ? usd : -1, MaxCostUsd) };
        }

        return wishes;
    }

    /// <summary>A provider that is not there cannot be preferred: most likely it is a slip.</summary>
    /// <exception cref="RefusalException">The gateway has no such provider.</exception>
    public static void RequireKnownProvider(RequestFacts facts, GatewayConfiguration configuration)
    {
        if (facts.Wishes.Provider is { } provider && !configuration.Providers.ContainsKey(provider))
        {
            var known = string.Join(", ", configuration.Providers.Keys.Order(StringComparer.Ordinal));
            throw WishReader.Unexpected(facts.OwnMembers.Contains("provider") ? "provider" : Provider, $"one of the providers {known}");
        }
    }

    private static string? Text(IHeaderDictionary headers, string name) =>
        headers.TryGetValue(name, out var values) && ((string?)values)?.Trim() is { Length: > 0 } text ? text : null;
}
