using System.Text.Json;
using Tollgate.State;

namespace Tollgate.Quotas.Accounts;

/// <summary>An administrator's change of an account's limits.</summary>
public sealed record DefineOperation
{
    internal const string Kind = "account.define";
    internal const int Version = 1;

    public IReadOnlyList<QuotaDefinition> Definitions { get; init; } = [];

    internal Envelope ToEnvelope(string id) => Envelope.Create(Kind, id, this, Version);

    internal static DefineOperation? Decode(JsonElement payload)
    {
        try
        {
            return payload.Deserialize<DefineOperation>(StateJson.Options) is { Definitions: not null } operation
                && operation.Definitions.All(QuotaDefinitionCheck.IsPlausible) ? operation : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NotSupportedException)
        {
            return null;
        }
    }
}
