using System.Text.Json;

namespace Tollgate.Configuration.Reading;

/// <summary>Turns the text of a configuration file into one JSON tree, whichever notation it is in.</summary>
internal static class ConfigurationDocument
{
    /// <summary>The root, or null when the text cannot be read: then one error with line and column is reported.</summary>
    public static JsonElement? Parse(ConfigurationInputs inputs, string text, ConfigurationFindings findings)
    {
        try
        {
            return inputs.IsYaml ? YamlText.Parse(text) : JsonText.Parse(text);
        }
        catch (ConfigurationSyntaxException exception)
        {
            findings.Error(inputs.DisplayName, exception.Message);
            return null;
        }
    }
}
