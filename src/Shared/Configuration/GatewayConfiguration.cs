using System.Collections.Frozen;
using Tollgate.Auth;
using Tollgate.Models;

namespace Tollgate.Configuration;

/// <summary>
/// Everything an operator decided, checked and compiled for look-up: one immutable snapshot, swapped as a whole when the
/// configuration changes. A request takes the current one on entering and keeps it to its end.
/// </summary>
internal sealed record GatewayConfiguration
{
    public required ServerOptions Server { get; init; }

    public required LoggingOptions Logging { get; init; }

    /// <summary>Enabled providers by name.</summary>
    public required FrozenDictionary<string, ProviderOptions> Providers { get; init; }

    /// <summary>What clients may ask for, by public name (case-sensitive, as at OpenAI).</summary>
    public required FrozenDictionary<string, Model> Models { get; init; }

    public required TenantDirectory Tenants { get; init; }
}
