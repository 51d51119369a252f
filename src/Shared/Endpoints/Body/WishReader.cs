using System.Text.Json;
using Tollgate.Pipeline;
using Tollgate.Routing;
using Tollgate.Routing.Options;

namespace Tollgate.Endpoints.Body;

/// <summary>Reads what the client wants of routing, in a member of the body or the header that stands for it.</summary>
internal static class WishReader
{
    /// <summary>Adds the value that the reader stands on; null says nothing.</summary>
    /// <exception cref="RefusalException">There is no such value.</exception>
    public static RoutingWishes Read(ref Utf8JsonReader value, string name, RoutingWishes wishes) => value.TokenType switch
    {
        JsonTokenType.True or JsonTokenType.False => wishes with { Fallback = value.GetBoolean() },
        JsonTokenType.Number => wishes with { MaxCostUsd = Cost(value.TryGetDecimal(out var cost) ? cost : -1, name) },
        JsonTokenType.String when value.GetString() is { Length: > 0 } text => name switch
        {
            "provider" => wishes with { Provider = text },
            "task_type" => wishes with { TaskType = text },
            _ => wishes with { Strategy = Strategy(text, name) },
        },
        _ => wishes,
    };

    /// <summary>The strategy of a name.</summary>
    public static RoutingStrategy Strategy(string text, string param) => RoutingStrategyNames.Parse(text)
        ?? throw Unexpected(param, $"one of {string.Join(", ", RoutingStrategyNames.All)}");

    /// <summary>A bound on cost, if it is one.</summary>
    public static decimal Cost(decimal usd, string param) =>
        usd >= 0 ? usd : throw Unexpected(param, "an amount of US dollars of at least 0");

    public static RefusalException Unexpected(string param, string expected) =>
        BodyParser.Invalid("invalid_value", $"Invalid value for '{param}': expected {expected}.", param);
}
