using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Pricing.Ceilings;

namespace Tollgate.Providers.OpenAI;

/// <summary>
/// OpenAI has two names for a bound on an answer. Its reasoning models refuse the old one, and some servers overlook the new one:
/// where the client gave the one that its target does not take, the name is replaced and the bound kept.
/// </summary>
internal static class OutputNames
{
    private static readonly ReadOnlyMemory<byte> Old = "\"max_tokens\""u8.ToArray();
    private static readonly ReadOnlyMemory<byte> Current = "\"max_completion_tokens\""u8.ToArray();

    /// <summary>Adds the one splice that is needed, if any.</summary>
    public static void Add(Attempt attempt, List<Splice> splices)
    {
        var (request, deployment) = (attempt.Request, attempt.Deployment);
        var (old, current) = (request.Facts.Cost.MaxTokens, request.Facts.Cost.MaxCompletionTokens);
        if (old.Tokens is not null && !current.Value.IsPresent && RefusesOld(request.Operation, deployment))
        {
            splices.Add(Rename(request.Body.Span, old.Value, Current));
        }
        else if (current.Tokens is not null && !old.Value.IsPresent && attempt.OutputBound is null && deployment.Provider.Quirks.KnowsOnlyMaxTokens)
        {
            // A bound of the gateway's own goes out under the old name anyway.
            splices.Add(Rename(request.Body.Span, current.Value, Old));
        }
    }

    private static bool RefusesOld(Operation operation, Deployment deployment) =>
        deployment.Info.Capabilities.HasFlag(ModelCapabilities.Reasoning)
        && OutputMember.Of(operation, deployment) == OutputMember.MaxCompletionTokens;

    /// <summary>The name of a member is the string before its value: nothing but a colon and white space is in between.</summary>
    private static Splice Rename(ReadOnlySpan<byte> body, JsonSlice value, ReadOnlyMemory<byte> name)
    {
        var end = body[..value.Start].LastIndexOf((byte)'"');
        var start = body[..end].LastIndexOf((byte)'"');
        return new Splice(start, end + 1 - start, name);
    }
}
