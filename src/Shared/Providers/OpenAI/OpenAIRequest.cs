using System.Text.Json;
using Tollgate.Configuration;
using Tollgate.Pipeline;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.OpenAI;

/// <summary>Turns a request into one on the OpenAI wire: the client's own bytes, with the model's name at this provider.</summary>
internal static class OpenAIRequest
{
    private static readonly ReadOnlyMemory<byte> AskForUsage = "\"stream_options\":{\"include_usage\":true},"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> UsageOptions = "{\"include_usage\":true}"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> IncludeUsage = "\"include_usage\":true,"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> IncludeOnlyUsage = "\"include_usage\":true"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> True = "true"u8.ToArray();

    /// <exception cref="RefusalException">The provider cannot do what is asked.</exception>
    public static HttpContent Body(Attempt attempt) => new SplicedContent(attempt.Request.Body, Splices(attempt));

    internal static Splice[] Splices(Attempt attempt)
    {
        var (request, deployment) = (attempt.Request, attempt.Deployment);
        var facts = request.Facts;
        var model = facts.ModelValue;
        ReadOnlyMemory<byte> name = JsonSerializer.SerializeToUtf8Bytes(deployment.UpstreamModel, WireJson.Default.String);
        var splices = new List<Splice>(4) { new(model.Start, model.Length, name) };
        if (request.Operation != Operation.Embeddings)
        {
            OutputSplices.Add(attempt, splices);
            OutputNames.Add(attempt, splices);
            if (facts.Stream && !facts.IncludeUsage && TellsUsage(deployment.Provider))
            {
                splices.Add(AskForUsageSplice(request.Body.Span, facts));
            }
        }

        if (Withheld(attempt) is { Count: > 0 } withheld)
        {
            foreach (var cut in BodyMembers.Cuts(request.Body.Span, withheld))
            {
                splices.Add(new Splice(cut.Start, cut.Length, default));
            }
        }

        // What is put in at a place comes before what is cut from there on.
        splices.Sort(static (left, right) => (left.Position, left.Removed).CompareTo((right.Position, right.Removed)));
        return [.. splices];
    }

    /// <summary>Members that the upstream cannot do, and those that are the gateway's own.</summary>
    private static IReadOnlyList<string> Withheld(Attempt attempt) => (attempt.Dropped, attempt.Request.Facts.OwnMembers) switch
    {
        (var dropped, { Count: 0 }) => dropped,
        ({ Count: 0 }, var own) => own,
        var (dropped, own) => [.. dropped.Union(own)],
    };

    /// <summary>Azure's dated API refuses the question before this version; then usage is estimated.</summary>
    private static bool TellsUsage(ProviderOptions provider) =>
        provider.ApiVersion is null || string.CompareOrdinal(provider.ApiVersion, "2024-09-01") >= 0;

    private static Splice AskForUsageSplice(ReadOnlySpan<byte> body, RequestFacts facts)
    {
        var options = facts.StreamOptions;
        if (!options.IsPresent)
        {
            return new Splice(facts.MembersStart, 0, AskForUsage);
        }

        if (facts.IncludeUsageValue is { IsPresent: true } value)
        {
            return new Splice(value.Start, value.Length, True);
        }

        if (body[options.Start] != (byte)'{')
        {
            return new Splice(options.Start, options.Length, UsageOptions);
        }

        var isEmpty = body[(options.Start + 1)..(options.End - 1)].Trim(" \t\r\n"u8).IsEmpty;
        return new Splice(options.Start + 1, 0, isEmpty ? IncludeOnlyUsage : IncludeUsage);
    }
}
