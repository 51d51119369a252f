using Tollgate.Configuration.Reading;
using Tollgate.Routing.Options;

namespace Tollgate.Configuration.Sections;

/// <summary>Reads <c>models.&lt;name&gt;.fallbacks</c>: a list of models for every kind of failure, or lists by kind.</summary>
internal static class FallbacksSection
{
    public static FallbackChains Read(ConfigurationSection model)
    {
        if (model.Find("fallbacks") is not { } given)
        {
            return FallbackChains.None;
        }

        if (given.IsList)
        {
            var any = Names(given.Items());
            return new FallbackChains { RateLimit = any, Outage = any, ContextLength = any, ContentPolicy = any };
        }

        var kinds = given.Section();
        return new FallbackChains
        {
            RateLimit = Names(kinds.Items("rateLimit")),
            Outage = Names(kinds.Items("outage")),
            ContextLength = Names(kinds.Items("contextLength")),
            ContentPolicy = Names(kinds.Items("contentPolicy")),
        };
    }

    private static string[] Names(IEnumerable<ConfigurationValue> items) => [.. items.Select(item => item.Text()).OfType<string>()];
}
