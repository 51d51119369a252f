using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Tollgate.Models;
using Tollgate.Pricing;
using Tollgate.Pricing.Ceilings;

namespace Tollgate.Tests.Pricing.Ceilings;

/// <summary>
/// A chat request, a deployment, and a bill that the deployment may well send: it reads no more tokens than the texts have bytes, adds
/// its own markup, looks at images in full, keeps to its context, and answers as long as it is let, booking tokens to any bucket.
/// </summary>
internal sealed record BilledCase
{
    private const long MarkupOfARequest = 200;
    private const long MarkupOfAMessage = 6;
    private const long ToolInstructions = 530;

    private static readonly Gen<string> Texts =
        from words in Gen.Elements("a", "é", "水", "😀", "\"", "\n", "\u0001", "data:image/png;base64,AAAA", "word ", "</s>").ListOf()
        select string.Concat(words);

    private static readonly Gen<decimal?> Rates = Gen.OneOf(Gen.Constant<decimal?>(null), Gen.Choose(0, 9_999).Select(value => (decimal?)value / 113));

    private static readonly Gen<ModelPrice> Rows =
        from rates in Rates.ArrayOf(8)
        select new ModelPrice
        {
            Input = rates[0] ?? 1,
            Output = rates[1] ?? 1,
            CacheRead = rates[2],
            CacheWrite = rates[3],
            CacheWriteHour = rates[4],
            AudioInput = rates[5],
            AudioOutput = rates[6],
            Reasoning = rates[7],
        };

    private static readonly Gen<ModelPrice> Prices =
        from row in Rows
        from tiers in Rows.ArrayOf(2)
        from count in Gen.Choose(0, 2)
        from first in Gen.Choose(1, 2_000)
        select row with { Tiers = [.. tiers.Take(count).Select((tier, index) => new PriceTier(first * (index + 1), tier))] };

    private static readonly Gen<Deployment> Deployments =
        from price in Prices
        from id in Gen.Elements("gpt-4o-mini", "claude-x", "other")
        from type in Gen.Elements("openai", "together", "custom")
        from context in Gen.Elements<int?>(null, 1_000, 100_000)
        from most in Gen.Elements<int?>(null, 40, 5_000)
        select CeilingCases.Deployment(
            new ModelInfo { Id = id, Price = price, ContextLength = context, MaxOutputTokens = most, Capabilities = ModelCapabilities.Chat }, type);

    public required Deployment Deployment { get; init; }

    public required string Json { get; init; }

    public required TokenUsage Billed { get; init; }

    /// <summary>What it would have billed for longer answers, had the gateway not bounded them.</summary>
    public static Gen<BilledCase> All { get; } =
        from deployment in Deployments
        from texts in Texts.NonEmptyListOf()
        from images in Gen.Choose(0, 2)
        from hasTools in Gen.Elements(false, true)
        from n in Gen.Elements<int?>(null, 1, 3)
        from old in Gen.Elements<int?>(null, 10, 3_000)
        from current in Gen.Elements<int?>(null, 5, 20_000)
        from shares in Gen.Choose(0, 1_000).ArrayOf(8)
        select Create(deployment, [.. texts], images, hasTools, n, old, current, shares);

    private static BilledCase Create(
        Deployment deployment, string[] texts, int images, bool hasTools, int? n, int? old, int? current, int[] shares)
    {
        var json = Write(texts, images, hasTools, n, old, current);
        var model = deployment.Info;
        var read = texts.Sum(text => Encoding.UTF8.GetByteCount(text) + MarkupOfAMessage) + MarkupOfARequest
            + (hasTools ? ToolInstructions : 0) + (images * ImageTokens.MostPerImage(model.Id));
        var input = Math.Min(read, model.ContextLength ?? long.MaxValue);
        var output = LongestAnswer(deployment, json, old, current) * (n ?? 1);

        return new BilledCase
        {
            Deployment = deployment,
            Json = json,
            Billed = new TokenUsage
            {
                Input = Part(input, shares, 0, 4),
                CacheRead = Part(input, shares, 1, 4),
                CacheWrite = Part(input, shares, 2, 4),
                CacheWriteHour = Part(input, shares, 3, 4),
                Output = Part(output, shares[4..], 0, 2),
                Reasoning = Part(output, shares[4..], 1, 2),
            },
        };
    }

    /// <summary>By the provider's own rules: it may ignore the newer limit, and goes by the higher of two.</summary>
    private static long LongestAnswer(Deployment deployment, string json, int? old, int? current)
    {
        var heeded = deployment.Provider.Type == "openai" ? Math.Max(old ?? 0, current ?? 0) : old ?? 0;
        var asked = heeded == 0 ? long.MaxValue : heeded;
        var longest = heeded == 0 ? OutputCeiling.Assumed : long.MaxValue;
        return Math.Min(
            Math.Min(asked, longest),
            Math.Min(deployment.Info.MaxOutputTokens ?? long.MaxValue, deployment.Info.ContextLength ?? long.MaxValue));
    }

    /// <summary>One of <paramref name="count"/> parts that add up to the whole.</summary>
    private static long Part(long whole, int[] shares, int index, int count)
    {
        var sum = shares.Take(count).Sum() + 1;
        return index == 0
            ? whole - Enumerable.Range(1, count - 1).Sum(other => whole * shares[other] / sum)
            : whole * shares[index] / sum;
    }

    private static string Write(string[] texts, int images, bool hasTools, int? n, int? old, int? current)
    {
        var body = new Dictionary<string, object>
        {
            ["model"] = "m",
            ["messages"] = texts.Select(text => (object)new { role = "user", content = text })
                .Concat(Enumerable.Repeat<object>(
                    new { role = "user", content = new[] { new { type = "image_url", image_url = new { url = "data:image/png;base64,AAAA" } } } }, images)),
        };
        Add("n", n);
        Add("max_tokens", old);
        Add("max_completion_tokens", current);
        if (hasTools)
        {
            body["tools"] = Array.Empty<object>();
        }

        return JsonSerializer.Serialize(body);

        void Add(string name, int? value)
        {
            if (value is not null)
            {
                body[name] = value;
            }
        }
    }
}
