using Tollgate.Configuration.Reading;
using Tollgate.Routing.Options;

namespace Tollgate.Configuration.Sections;

/// <summary>Reads <c>models.&lt;name&gt;.hedging</c>.</summary>
internal static class HedgingSection
{
    private const int LongestDelayMs = 60_000;

    /// <returns>Null: no second target is asked beside one that is late.</returns>
    public static HedgingOptions? Read(ConfigurationSection model, int targets)
    {
        if (model.Find("hedging") is not { } given)
        {
            return null;
        }

        var (section, defaults) = (given.Section(), HedgingOptions.Default);
        var options = new HedgingOptions
        {
            IsEnabled = section.Flag("enabled") ?? defaults.IsEnabled,
            Delay = section.Integer("delayMs", 1, LongestDelayMs) is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : defaults.Delay,
        };
        if (options.IsEnabled && targets == 1)
        {
            given.Notice("has no effect: the model has one target, and there is no second one to ask");
        }

        return options;
    }
}
