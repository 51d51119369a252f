using System.Text.Json;
using Tollgate.Models;
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

    public static HttpRequestMessage Create(GatewayRequest request, Deployment deployment)
    {
        var content = new SplicedContent(request.Body, Splices(request, deployment));
        var message = UpstreamMessage.Create(request, OpenAIAddress.Of(deployment, request.Operation), content);
        var headers = message.Headers;
        if (deployment.Provider is { ApiKey: { } key, SendsApiKeyHeader: var asHeader })
        {
            headers.TryAddWithoutValidation(asHeader ? "api-key" : "Authorization", asHeader ? key : "Bearer " + key);
        }

        return message;
    }

    internal static Splice[] Splices(GatewayRequest request, Deployment deployment)
    {
        var facts = request.Facts;
        var model = facts.ModelValue;
        ReadOnlyMemory<byte> name = JsonSerializer.SerializeToUtf8Bytes(deployment.UpstreamModel, WireJson.Default.String);
        var splices = new List<Splice>(4) { new(model.Start, model.Length, name) };
        if (request.Operation != Operation.Embeddings)
        {
            OutputSplices.Add(request, deployment, splices);
            if (facts.Stream && !facts.IncludeUsage)
            {
                splices.Add(AskForUsageSplice(request.Body.Span, facts));
            }
        }

        splices.Sort(static (left, right) => left.Position.CompareTo(right.Position));
        return [.. splices];
    }

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
