using Tollgate.Pipeline;
using Tollgate.Providers;

namespace Tollgate.Tests.Pipeline;

/// <summary>A provider that answers as the test says.</summary>
internal sealed class ScriptedProvider(Func<Attempt, CancellationToken, Task<ProviderAnswer>> answer) : IModelProvider
{
    public string Wire => "openai";

    public Task<ProviderAnswer> AskAsync(Attempt attempt, CancellationToken cancellation) => answer(attempt, cancellation);
}
