using Tollgate.Configuration;
using Tollgate.Quotas;
using Tollgate.Settlement;

namespace Tollgate;

/// <summary>What differs between the two homes of the gateway.</summary>
internal sealed record GatewayHome
{
    /// <summary>What the configuration is made from; asked for once, when the home's own services are up.</summary>
    public required Func<IServiceProvider, ConfigurationInputs> Configuration { get; init; }

    /// <summary>How usage records travel to this home's durable state.</summary>
    public required UsageLedgerOptions Usage { get; init; }

    /// <summary>How limits are borrowed from this home's durable state.</summary>
    public required QuotaOptions Quotas { get; init; }
}
