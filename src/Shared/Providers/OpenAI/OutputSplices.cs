using System.Globalization;
using System.Text;
using Tollgate.Pipeline;
using Tollgate.Pricing.Ceilings;

namespace Tollgate.Providers.OpenAI;

/// <summary>Writes the gateway's bound on an answer's tokens into a request, under the names that the client used and one that holds.</summary>
internal static class OutputSplices
{
    /// <summary>Adds what has to change: nothing where the client already asks for no more under a name that the deployment obeys.</summary>
    public static void Add(Attempt attempt, List<Splice> splices)
    {
        if (attempt.OutputBound is not { } bound)
        {
            return;
        }

        var (request, deployment) = (attempt.Request, attempt.Deployment);
        var (old, current) = (request.Facts.Cost.MaxTokens, request.Facts.Cost.MaxCompletionTokens);
        Lower(old, bound, splices);
        Lower(current, bound, splices);
        if (old.Tokens is null && (current.Tokens is null || !OutputMember.Obeys(OutputMember.MaxCompletionTokens, request.Operation, deployment)))
        {
            var name = OutputMember.Of(request.Operation, deployment);
            var least = Digits(Math.Min(bound, current.Tokens ?? bound));
            var given = name == OutputMember.MaxTokens ? old.Value : current.Value;
            splices.Add(given.IsPresent
                ? new Splice(given.Start, given.Length, least)
                : new Splice(request.Facts.MembersStart, 0, Encoding.UTF8.GetBytes($"\"{name}\":{Encoding.UTF8.GetString(least)},")));
        }
    }

    private static void Lower(OutputLimit limit, long bound, List<Splice> splices)
    {
        if (limit.Tokens > bound)
        {
            splices.Add(new Splice(limit.Value.Start, limit.Value.Length, Digits(bound)));
        }
    }

    private static byte[] Digits(long bound) => Encoding.UTF8.GetBytes(bound.ToString(CultureInfo.InvariantCulture));
}
