using Tollgate.Configuration.Profiles;
using Tollgate.Configuration.Reading;

namespace Tollgate.Configuration.Sections;

/// <summary>
/// Reads a provider's <c>models</c> and <c>deployments</c>: a list of names or objects, or a map from public to upstream names.
/// </summary>
internal static class ModelListSection
{
    public static IReadOnlyList<ModelEntry> Read(ConfigurationSection provider)
    {
        var models = provider.Items("models").Select(ReadItem);
        var deployments = provider.Find("deployments") switch
        {
            null => [],
            { IsList: true } list => list.Items().Select(ReadItem),
            var map => map.Section().Entries().Select(ReadPair),
        };
        return [.. models.Concat(deployments).OfType<ModelEntry>()];
    }

    private static ModelEntry? ReadItem(ConfigurationValue item)
    {
        if (!item.IsString)
        {
            return ReadObject(item.Section());
        }

        return Checked(item.Text(), item.Error) is { } name
            ? new ModelEntry { Path = item.Path.Text, PublicName = name }
            : null;
    }

    private static ModelEntry? ReadPair(ConfigurationValue pair) =>
        Checked(pair.Name, pair.Error) is { } name && Checked(pair.Text(), pair.Error) is { } upstream
            ? new ModelEntry { Path = pair.Path.Text, PublicName = name, UpstreamModel = upstream }
            : null;

    private static ModelEntry? ReadObject(ConfigurationSection section)
    {
        var name = Checked(section.Text("id"), message => section.Error("id", message));
        var modelId = section.Find("modelId");
        var entry = new ModelEntry
        {
            Path = section.Path.Text,
            PublicName = name ?? "",
            UpstreamModel = modelId is null ? null : Checked(modelId.Text(), modelId.Error),
            DisplayName = section.Text("name"),
            ContextLength = section.Integer("contextLength", 1, int.MaxValue),
            MaxOutputTokens = section.Integer("maxOutputTokens", 1, int.MaxValue),
            Capabilities = CapabilityNames.Read(section),
            Price = section.Find("price") is { } price ? PriceSection.Read(price.Section()) : null,
        };
        return name is null ? null : entry;
    }

    private static string? Checked(string? name, Action<string> reportError)
    {
        if (name is not null && ModelIdentifier.IsValid(name))
        {
            return name;
        }

        reportError(ModelIdentifier.Rule);
        return null;
    }
}
