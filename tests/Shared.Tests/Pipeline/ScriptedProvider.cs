using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Providers;

namespace Tollgate.Tests.Pipeline;

/// <summary>A provider that answers as the test says.</summary>
internal sealed class ScriptedProvider(Func<GatewayRequest, CancellationToken, Task<ProviderAnswer>> answer) : IModelProvider
{
    public string Wire => "openai";

    public Task<ProviderAnswer> AskAsync(GatewayRequest request, Deployment deployment, CancellationToken cancellation) => answer(request, cancellation);
}
