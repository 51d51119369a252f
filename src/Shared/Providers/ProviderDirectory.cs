using System.Collections.Frozen;
using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Providers.Completions;

namespace Tollgate.Providers;

/// <summary>The wires this gateway speaks.</summary>
internal sealed class ProviderDirectory
{
    private readonly FrozenDictionary<string, IModelProvider> _byWire;
    private readonly FrozenDictionary<string, CompletionsOverChat> _promptsByWire;

    public ProviderDirectory(IEnumerable<IModelProvider> providers)
    {
        _byWire = providers.ToFrozenDictionary(provider => provider.Wire, StringComparer.Ordinal);
        _promptsByWire = _byWire.Values.ToFrozenDictionary(provider => provider.Wire, provider => new CompletionsOverChat(provider), StringComparer.Ordinal);
    }

    /// <summary>Who carries an operation to a deployment: its wire, with a translation where the model lacks the operation.</summary>
    public IModelProvider For(Operation operation, Deployment deployment)
    {
        var wire = deployment.Provider.Wire;
        var provider = _byWire[wire];
        return operation == Operation.Completions && !(provider.SpeaksCompletions && deployment.Info.Can(ModelCapabilities.Completions))
            ? _promptsByWire[wire]
            : provider;
    }
}
