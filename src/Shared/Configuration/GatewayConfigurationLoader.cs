using System.Text.Json;
using Tollgate.Configuration.Reading;

namespace Tollgate.Configuration;

/// <summary>Makes a <see cref="GatewayConfiguration"/> from a file and the environment, or says all that is wrong with them.</summary>
internal static class GatewayConfigurationLoader
{
    public static ConfigurationResult Load(ConfigurationInputs inputs)
    {
        var findings = new ConfigurationFindings();
        var reading = new ConfigurationReading(new EnvironmentVariables(inputs.Environment, findings), findings);
        var configuration = Load(inputs, reading);
        return new ConfigurationResult
        {
            Configuration = findings.Errors.Count == 0 ? configuration : null,
            Errors = findings.Errors,
            Notices = findings.Notices,
        };
    }

    /// <summary>As <see cref="Load(ConfigurationInputs)"/>, with the findings left in the pass.</summary>
    public static GatewayConfiguration? Load(ConfigurationInputs inputs, ConfigurationReading reading)
    {
        if (!TryReadText(inputs, reading.Findings, out var text))
        {
            return null;
        }

        JsonElement? document = null;
        if (text is not null)
        {
            document = ConfigurationDocument.Parse(inputs, text, reading.Findings);
            if (document is null)
            {
                return null;
            }
        }

        return GatewayConfigurationReader.Read(reading, document, inputs);
    }

    private static bool TryReadText(ConfigurationInputs inputs, ConfigurationFindings findings, out string? text)
    {
        text = inputs.Text;
        if (text is not null || inputs.FilePath is null)
        {
            return true;
        }

        var content = ConfigurationFile.Read(inputs.FilePath);
        text = content.Text;
        var problem = content.Problem
            ?? (content.IsMissing && inputs.IsFileRequired ? $"does not exist at {Path.GetFullPath(inputs.FilePath)}" : null);
        if (problem is not null)
        {
            findings.Error(inputs.DisplayName, problem);
        }

        return problem is null;
    }
}
